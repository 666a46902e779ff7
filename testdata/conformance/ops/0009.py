"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0009'
down_revision = None


def upgrade():
    op.alter_column('t', 'c', existing_type=sa.Integer(), type_=sa.String(), nullable=False, postgresql_using='c::text')
