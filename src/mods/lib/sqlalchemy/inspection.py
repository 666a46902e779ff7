"""inspect() where SQLAlchemy has it."""
from sqlalchemy.engine.reflection import inspect
