"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0029'
down_revision = None


def upgrade():
    op.execute("UPDATE t SET a = '\\:x', b = :y::int")
