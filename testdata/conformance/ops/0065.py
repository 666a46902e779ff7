"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0065'
down_revision = None


def upgrade():
    op.execute(sa.text("SELECT :a, :b, :c").bindparams(a=None, b=True, c=1.5))
    op.execute(sa.text("SELECT :a").bindparams(sa.bindparam('a', value=[1,2], type_=postgresql.ARRAY(sa.Integer))))
    op.execute(sa.text("SELECT * FROM t WHERE a IN :x").bindparams(sa.bindparam('x', expanding=True, value=[1,2])))
