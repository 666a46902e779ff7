"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0083'
down_revision = None


def upgrade():
    t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer), sa.Column('b', sa.String))
    sa.Index('ix_b', t.c.b)
    t.create(op.get_bind())
