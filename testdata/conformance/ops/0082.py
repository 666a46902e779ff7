"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0082'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('id', sa.Integer), sa.Column('b', sa.Integer), sa.UniqueConstraint(sa.column('b')))
