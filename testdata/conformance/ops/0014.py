"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0014'
down_revision = None


def upgrade():
    op.drop_constraint('x', 't')
