"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum
class E(enum.Enum):
    a = 'A1'
    b = 'B1'
revision = 'case0068'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a', sa.Enum(E)), sa.column('b', sa.Enum(E, values_callable=lambda c: [m.value for m in c])))
    op.execute(t.insert().values(a=E.a, b=E.b))
    op.execute(t.update().where(t.c.a == E.b).values(b=E.a))
