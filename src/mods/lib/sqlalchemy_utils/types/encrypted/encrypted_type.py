"""Types where SQLAlchemy-Utils has them."""
from sqlalchemy_utils import *


class AesEngine:
    """Only named as an argument; nothing is encrypted in a revision."""
