"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0017'
down_revision = None


def upgrade():
    op.create_index('ix', 't', ['a', sa.text('lower(b)')], unique=True, postgresql_where=sa.text('a > 0'), postgresql_concurrently=True)
