"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0056'
down_revision = None


def upgrade():
    op.execute(sa.schema.CreateSchema('x'))
    op.execute(sa.DDL("CREATE %(x)s", context={'x': 'y'}))
