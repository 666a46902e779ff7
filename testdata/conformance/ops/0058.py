"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0058'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))
    for e in [t.c.a + 1, 1 + t.c.a, t.c.a - 2 * t.c.a, (t.c.a - 1) * 3, t.c.a / 2, t.c.b + 'x', t.c.b.concat('y'), -t.c.a, t.c.a % 3]:
        op.execute(sa.select(e))
