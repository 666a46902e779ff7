"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0064'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))
    op.execute(postgresql.insert(t).values(a=1, b='x').on_conflict_do_nothing(index_elements=['a']))
    i = postgresql.insert(t).values([{'a': 1, 'b': 'x'}, {'a': 2, 'b': 'y'}])
    op.execute(i.on_conflict_do_update(index_elements=[t.c.a], set_={'b': i.excluded.b}, where=t.c.a > 1))
    op.execute(t.insert().values(a=1).returning(t.c.a))
    op.execute(sa.insert(t).values((1, 'x')))
    op.execute(sa.update(t).where(t.c.a == 1).values(b='q').returning(t))
    op.execute(sa.delete(t))
