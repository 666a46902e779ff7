"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0037'
down_revision = None


def upgrade():
    t = op.create_table('t', sa.Column('a', sa.Integer, primary_key=True))
    op.bulk_insert(t, [{'a': 1}], multiinsert=False)
