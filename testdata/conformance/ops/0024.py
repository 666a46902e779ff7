"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0024'
down_revision = None


def upgrade():
    op.create_check_constraint('ck', 't', sa.and_(sa.column('a') > 5, sa.func.len(sa.column('b')) < 7))
