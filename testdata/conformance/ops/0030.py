"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0030'
down_revision = None


def upgrade():
    op.execute("SELECT 'a:b', a::text, '%d', E'\\n' FROM t; DELETE FROM x")
