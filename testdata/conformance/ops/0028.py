"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0028'
down_revision = None


def upgrade():
    op.create_table_comment('t', "it's", existing_comment=None)
