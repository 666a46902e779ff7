"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0094'
down_revision = None


def upgrade():
    conn = op.get_bind()
    res = conn.execute(sa.text("SELECT 1"))
    for r in res:
        pass
