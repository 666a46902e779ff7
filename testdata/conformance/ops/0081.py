"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0081'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('c', postgresql.BIT(5)), sa.Column('d', postgresql.INTERVAL(fields='DAY TO SECOND', precision=3)), sa.Column('e', postgresql.DOMAIN('dd', sa.Integer, check='VALUE > 0', not_null=True)), sa.Column('f', postgresql.HSTORE), sa.Column('g', sa.PickleType), sa.Column('h', sa.Float(53)), sa.Column('i', sa.Numeric(10,2)), sa.Column('k', postgresql.TSRANGE()), sa.Column('l', sa.JSON(none_as_null=True)))
