"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum
class V(sa.types.UserDefinedType):
    def __init__(self, n): self.n = n
    def get_col_spec(self, **kw): return 'vector(%d)' % self.n
revision = 'case0043'
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('e', V(5)))
