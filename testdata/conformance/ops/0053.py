"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0053'
down_revision = None


def upgrade():
    op.drop_column('t', 'a', if_exists=True, schema='s')
    op.drop_table('t', if_exists=True)
    op.drop_table_comment('t', existing_comment='x')
