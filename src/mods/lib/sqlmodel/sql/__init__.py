"""sqlmodel.sql"""
from sqlmodel.sql import sqltypes
