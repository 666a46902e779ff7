"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0077'
down_revision = None


def upgrade():
    op.create_index('ix', 't', [sa.text('a'), sa.column('b').desc(), sa.func.lower(sa.column('c')), sa.desc('d')], postgresql_include=['x'], postgresql_with={'fillfactor': 50}, postgresql_nulls_not_distinct=True)
