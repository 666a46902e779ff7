"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0076'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('x', sa.String().with_variant(postgresql.CITEXT(), 'postgresql')), sa.Column('y', sa.Integer().with_variant(sa.BigInteger(), 'mysql', 'sqlite')))
