"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0001'
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('x', sa.String(20), index=True, unique=True, comment="it's"), schema='s')
