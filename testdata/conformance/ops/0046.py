"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0046'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('a', sa.Integer), postgresql_partition_by='RANGE (a)', foo=1)
