"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0062'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))
    a = t.alias('x')
    op.execute(sa.select(a.c.a).where(a.c.b == 'q'))
    s = sa.select(t.c.a.label('z')).subquery('sq')
    op.execute(sa.select(s.c.z))
    c = sa.select(t.c.a).cte('cc')
    op.execute(sa.select(c.c.a))
    op.execute(sa.select(t.c.a).union_all(sa.select(a.c.a)))
    op.execute(sa.union(sa.select(t.c.a), sa.select(a.c.a)).order_by('a'))
