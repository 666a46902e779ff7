"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0059'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))
    for e in [t.c.a == 1, t.c.a != None, t.c.a == None, t.c.b.is_(None), t.c.b.is_not(None), t.c.b.isnot(None), t.c.a.in_([1,2]), t.c.a.notin_([1]), t.c.a.in_([]), t.c.b.like('a%'), t.c.b.ilike('a%'), t.c.b.notlike('q', escape='/'), t.c.b.startswith('x'), t.c.b.endswith('x'), t.c.b.contains('x', autoescape=True), t.c.a.between(1,2), ~(t.c.a == 1), sa.not_(t.c.b.like('x')), t.c.a.is_distinct_from(3), t.c.b.regexp_match('^a'), t.c.b.match('foo')]:
        op.execute(sa.select(t.c.a).where(e))
