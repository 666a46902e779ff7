"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0078'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('a', sa.Text, server_default=sa.func.now()), sa.Column('b', sa.Text, server_default=sa.text("'x'::text")), sa.Column('c', sa.Boolean, server_default=sa.false()), sa.Column('d', sa.Boolean(create_constraint=True, name='ck')), sa.Column('e', sa.DateTime(True), onupdate=sa.func.now()))
