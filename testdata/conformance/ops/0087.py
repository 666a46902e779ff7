"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0087'
down_revision = None


def upgrade():
    op.alter_column('t', 'x', existing_type=sa.Boolean(), type_=sa.Integer, postgresql_using="x::int", existing_nullable=True, nullable=False, server_default=sa.text('0'), comment="c", existing_comment="d")
