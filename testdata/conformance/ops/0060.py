"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0060'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String), schema='s')
    op.execute(sa.select(t.c.a.label('x'), sa.func.count().label('n')).where(t.c.a > 1).group_by(t.c.a).having(sa.func.count() > 2).order_by(t.c.a.desc(), sa.desc('x'), t.c.b.asc().nullslast()).limit(5).offset(2))
