"""Column types of fastapi-users as PostgreSQL has them."""
import sqlalchemy as sa
from sqlalchemy import types
from sqlalchemy.dialects import postgresql


class GUID(types.TypeDecorator):
    impl = sa.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return postgresql.UUID()


class TIMESTAMPAware(types.TypeDecorator):
    impl = sa.TIMESTAMP
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return sa.TIMESTAMP(timezone=True)
