"""declarative_base() where SQLAlchemy 1.x has it."""
from sqlalchemy.orm.declarative import as_declarative, declarative_base, declared_attr
