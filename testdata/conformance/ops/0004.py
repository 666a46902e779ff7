"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0004'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('x', sa.Enum('a','b',name='e')), sa.Column('y', postgresql.ENUM('c', name='f', create_type=False)))
