"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0098'
down_revision = None


def upgrade():
    op.execute(sa.select(sa.func.json_build_object('a', 1)))
    op.execute("UPDATE t SET a='%s' WHERE b = '{\"x\": 1}'" % 'v')
