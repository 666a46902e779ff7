"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0072'
down_revision = None


def upgrade():
    sa.Column('a', sa.Integer, 'x')
