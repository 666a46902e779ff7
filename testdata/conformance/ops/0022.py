"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0022'
down_revision = None


def upgrade():
    op.create_unique_constraint(None, 't', ['a', 'b'])
