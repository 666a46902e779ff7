"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0020'
down_revision = None


def upgrade():
    op.create_foreign_key(None, 't', 'u', ['a'], ['b'], ondelete='SET NULL', initially='DEFERRED', deferrable=True)
