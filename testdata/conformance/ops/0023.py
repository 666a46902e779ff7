"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0023'
down_revision = None


def upgrade():
    op.create_check_constraint('ck', 't', sa.column('a') > 5)
