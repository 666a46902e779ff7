"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0092'
down_revision = None


def upgrade():
    with op.batch_alter_table('t', schema='s', recreate='never', naming_convention={'uq': 'x'}) as batch_op:
        batch_op.create_exclude_constraint('ex', ('a', '='), using='gist')
        batch_op.create_table_comment('c')
        batch_op.drop_table_comment()
        batch_op.add_column(sa.Column('q', sa.Integer(), sa.ForeignKey('u.id', name='fkq'), index=True))
