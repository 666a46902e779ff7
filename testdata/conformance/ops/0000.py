"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0000'
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('x', sa.Integer, nullable=False, server_default='0'))
