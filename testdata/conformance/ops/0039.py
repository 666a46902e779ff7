"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0039'
down_revision = None


def upgrade():
    with op.batch_alter_table('t', schema='s') as b:
        b.add_column(sa.Column('x', sa.Integer()))
        b.execute("SELECT 1")
        b.create_foreign_key('fk', 'u', ['x'], ['id'], referent_schema='q')
        b.alter_column('x', new_column_name='y', nullable=True)
