"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0036'
down_revision = None


def upgrade():
    t = op.create_table('t', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.String(5), default='zz'))
    op.bulk_insert(t, [{'a': 1}, {'a': 2, 'b': 'q'}])
