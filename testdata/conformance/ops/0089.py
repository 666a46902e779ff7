"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0089'
down_revision = None


def upgrade():
    def safe(fn):
        def w(*a, **k):
            return fn(*a, **k)
        return w
    op.add_column = safe(op.add_column)
    op.add_column('t', sa.Column('x', sa.Integer))
