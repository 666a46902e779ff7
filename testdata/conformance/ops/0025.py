"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0025'
down_revision = None


def upgrade():
    op.create_exclude_constraint('ex', 't', ('a', '='), (sa.column('b'), '&&'), using='gist', where=sa.text('a > 1'))
