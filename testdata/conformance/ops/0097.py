"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0097'
down_revision = None


def upgrade():
    from sqlalchemy.sql import expression
    from sqlalchemy.ext.compiler import compiles
    class utcnow(expression.FunctionElement):
        type = sa.DateTime()
        inherit_cache = True
    @compiles(utcnow, 'postgresql')
    def _u(element, compiler, **kw):
        return "TIMEZONE('utc', CURRENT_TIMESTAMP)"
    op.add_column('t', sa.Column('x', sa.DateTime, server_default=utcnow()))
