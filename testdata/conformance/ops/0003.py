"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0003'
down_revision = None


def upgrade():
    op.add_column('t', column=sa.Column('x', sa.Enum('a','b',name='e')))
