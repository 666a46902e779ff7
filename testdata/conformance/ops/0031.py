"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0031'
down_revision = None


def upgrade():
    op.execute(sa.text("UPDATE t SET a = :a WHERE b = :b").bindparams(a='x', b=5))
