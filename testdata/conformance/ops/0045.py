"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0045'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('a', sa.Integer, sa.Identity(start=5, cycle=True)), sa.Column('b', sa.Integer, sa.Computed('a * 2')), sa.CheckConstraint('a > 1', name='c'), sa.UniqueConstraint('a', 'b'), sa.ForeignKeyConstraint(['a'], ['u.id'], name='fk', ondelete='CASCADE'), sa.Index('ixx', 'a'), schema='s', comment='c')
