"""SQLModel: the column type that its revisions name."""
from sqlmodel import sql
from sqlmodel.sql import sqltypes
from sqlmodel.sql.sqltypes import AutoString
