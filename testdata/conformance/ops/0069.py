"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum
class T(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return value.upper() + dialect.name
revision = 'case0069'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a', T()), sa.column('b', T(20)))
    op.execute(t.insert().values(a='x', b='y'))
    op.bulk_insert(t, [{'a': 'x', 'b': 'z'}])
