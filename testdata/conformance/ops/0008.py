"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0008'
down_revision = None


def upgrade():
    e = postgresql.ENUM('a','b',name='e', schema='s')
    e.create(op.get_bind(), checkfirst=True)
    e.drop(op.get_bind(), checkfirst=False)
