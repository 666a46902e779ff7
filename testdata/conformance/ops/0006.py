"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum
class E(enum.Enum):
    a = 'A1'
    b = 'B1'
revision = 'case0006'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('x', sa.Enum(E, name='ee', values_callable=lambda c: [m.value for m in c])))
