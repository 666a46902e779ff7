"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0018'
down_revision = None


def upgrade():
    op.create_index(op.f('ix'), 't', ['a'], postgresql_using='gin', postgresql_ops={'a': 'gin_trgm_ops'}, if_not_exists=True)
