"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0084'
down_revision = None


def upgrade():
    t = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer), sa.Column('b', sa.String))
    ix = sa.Index('ix_b', t.c.b, unique=True)
    ix.create(op.get_bind())
    ix.drop(op.get_bind())
