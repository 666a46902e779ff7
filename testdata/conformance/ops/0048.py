"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0048'
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('a', sa.Integer, nulable=True))
