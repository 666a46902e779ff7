"""The types where SQLAlchemy-Utils has them: every submodule has all of them."""
from sqlalchemy_utils import *
from sqlalchemy_utils.types import (arrow, choice, color, email, encrypted, json, password,
                                    phone_number, ts_vector, url, uuid)
