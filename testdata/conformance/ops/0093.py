"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0093'
down_revision = None


def upgrade():
    with op.batch_alter_table('t') as batch_op:
        batch_op.add_column(sa.Column('q', sa.Integer()), insert_after='x')
