"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0007'
down_revision = None


def upgrade():
    e = sa.Enum('a','b',name='e')
    e.create(op.get_bind(), checkfirst=True)
    e.drop(op.get_bind())
