"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0066'
down_revision = None


def upgrade():
    op.execute(sa.text("SELECT :a").bindparams(b=1))
