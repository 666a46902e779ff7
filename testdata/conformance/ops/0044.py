"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0044'
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('e', sa.ARRAY(sa.Integer)))
    op.add_column('t', sa.Column('e', postgresql.ARRAY(sa.String(5), dimensions=2), server_default='{}'))
