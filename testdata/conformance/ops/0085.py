"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0085'
down_revision = None


def upgrade():
    m = sa.MetaData(schema='s')
    t = sa.Table('t', m, sa.Column('id', sa.Integer, primary_key=True))
    u = sa.Table('u', m, sa.Column('t_id', sa.ForeignKey(t.c.id)))
    m.create_all(op.get_bind())
