"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0035'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.JSON))
    op.bulk_insert(t, [{'a': 1, 'b': {'x': [1, None, 'é']}}, {'a': 2, 'b': None}])
