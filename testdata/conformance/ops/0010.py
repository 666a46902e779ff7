"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0010'
down_revision = None


def upgrade():
    op.alter_column('t', 'c', server_default=None)
