"""Types where SQLAlchemy-Utils has it."""
from sqlalchemy_utils import *
