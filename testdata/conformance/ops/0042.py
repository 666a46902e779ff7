"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum
class GUID(sa.types.TypeDecorator):
    impl = sa.CHAR
    cache_ok = True
    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(32))
revision = 'case0042'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('id', GUID(), primary_key=True), sa.Column('b', GUID))
