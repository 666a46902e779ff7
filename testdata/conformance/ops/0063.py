"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0063'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String), sa.column('j', postgresql.JSONB), sa.column('r', postgresql.ARRAY(sa.Integer)))
    op.execute(sa.select(t.c.j['k'], t.c.j['k'].astext, t.c.j[('a','b')], t.c.j[('a','b')].astext, t.c.j.contains({'a': 1}), t.c.j.has_key('x'), t.c.r.any(3), t.c.r.contains([1,2]), t.c.r.overlap([1]), t.c.r[1], t.c.j['k'].cast(sa.Integer)))
    op.execute(t.update().values(j=sa.func.jsonb_set(t.c.j, '{x}', sa.cast('1', postgresql.JSONB))))
    op.execute(t.update().values({t.c.j: {'x': 1}, 'r': [1,2]}))
