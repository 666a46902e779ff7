"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0034'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a'), sa.column('b'))
    op.execute(t.delete().where(sa.or_(t.c.a.is_(None), t.c.b.in_([1, 2]), ~t.c.a.like('x%'))))
