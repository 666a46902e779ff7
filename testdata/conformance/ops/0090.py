"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0090'
down_revision = None


def upgrade():
    from alembic.op import add_column, execute, f
    add_column('t', sa.Column('x', sa.Integer))
    execute('SELECT 1')
