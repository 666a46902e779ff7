"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0074'
down_revision = None


def upgrade():
    sa.String(length=5, len=4)
