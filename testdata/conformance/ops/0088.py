"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0088'
down_revision = None


def upgrade():
    op.alter_column(table_name='t', column_name='x', type_=postgresql.ENUM('a', 'b', name='e'), existing_type=sa.VARCHAR(length=5), existing_nullable=False, postgresql_using='x::e')
