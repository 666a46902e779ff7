"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0040'
down_revision = None


def upgrade():
    conn = op.get_bind()
    conn.execute(sa.text("UPDATE t SET a = 1"))
    conn.execute(sa.select(sa.column('x')).select_from(sa.table('t')))
