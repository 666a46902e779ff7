"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0086'
down_revision = None


def upgrade():
    c = sa.Column('x', sa.Integer)
    op.add_column('a', c)
    op.add_column('b', c)
