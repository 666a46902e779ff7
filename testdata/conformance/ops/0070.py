"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0070'
down_revision = None


def upgrade():
    t = sa.Table('t', sa.MetaData(), sa.Column('a', sa.Integer), sa.Column('b', sa.String))
    op.execute(sa.select(t))
    op.execute(t.select().where(t.c.a == 5))
    op.execute(sa.select(sa.func.max(t.c.a)).scalar_subquery())
