"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0055'
down_revision = None


def upgrade():
    s = sa.Sequence('sq', start=5)
    op.execute(sa.schema.CreateSequence(s))
    op.execute(s)
