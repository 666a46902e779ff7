"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0011'
down_revision = None


def upgrade():
    op.alter_column('t', 'c', server_default=sa.text("now()"), existing_server_default=None)
