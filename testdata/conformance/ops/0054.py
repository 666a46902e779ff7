"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0054'
down_revision = None


def upgrade():
    m = sa.MetaData()
    t = sa.Table('t', m, sa.Column('id', sa.Integer, primary_key=True), sa.Column('x', sa.String, index=True), schema='s')
    t.create(op.get_bind())
    m.create_all(op.get_bind())
    m.drop_all(op.get_bind())
