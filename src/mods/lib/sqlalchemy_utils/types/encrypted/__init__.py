"""Types where SQLAlchemy-Utils has them."""
from sqlalchemy_utils import *
from sqlalchemy_utils.types.encrypted import encrypted_type
