"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum
class E(enum.Enum):
    a = 1
    b = 2
revision = 'case0005'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('x', sa.Enum(E)))
