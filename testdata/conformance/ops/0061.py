"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0061'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))
    u = sa.table('u', sa.column('id', sa.Integer), sa.column('n', sa.String))
    op.execute(sa.select(t.c.a, u.c.n).select_from(t.join(u, t.c.a == u.c.id)).where(u.c.n == 'x'))
    op.execute(sa.select(t.c.a).join(u, t.c.a == u.c.id, isouter=True))
    op.execute(sa.select(t).outerjoin(u, t.c.a == u.c.id))
    op.execute(t.update().values(b=sa.select(u.c.n).where(u.c.id == t.c.a).scalar_subquery()).where(sa.exists().where(u.c.id == t.c.a)))
    op.execute(t.update().values(b=u.c.n).where(u.c.id == t.c.a))
    op.execute(t.delete().where(t.c.a.in_(sa.select(u.c.id))))
    op.execute(t.insert().from_select(['a','b'], sa.select(u.c.id, u.c.n)))
