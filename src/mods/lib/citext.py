"""sqlalchemy-citext: its type."""
from sqlalchemy.dialects.postgresql import CITEXT


class CIText(CITEXT):
    pass
