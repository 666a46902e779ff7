"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0038'
down_revision = None


def upgrade():
    with op.batch_alter_table('t') as b:
        b.add_column(sa.Column('x', sa.Integer()))
        b.drop_column('y')
        b.alter_column('z', type_=sa.Text(), existing_type=sa.String())
        b.create_index('ix', ['x'], unique=False)
        b.create_unique_constraint('uq', ['x'])
        b.create_foreign_key('fk', 'u', ['x'], ['id'])
        b.drop_constraint('ck', type_='check')
        b.drop_index(b.f('ix2'))
        b.create_check_constraint('ck2', 'x > 1')
        b.create_primary_key('pk', ['x'])
