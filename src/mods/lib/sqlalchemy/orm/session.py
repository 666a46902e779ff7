"""Session where SQLAlchemy has it."""
from sqlalchemy.orm import Session, sessionmaker
