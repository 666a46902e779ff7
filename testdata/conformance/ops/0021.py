"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0021'
down_revision = None


def upgrade():
    op.create_foreign_key('fk', 't', 'u', ['a'], ['b'], source_schema='s', referent_schema='r', use_alter=True)
