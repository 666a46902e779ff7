"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0096'
down_revision = None


def upgrade():
    from sqlalchemy.ext.compiler import compiles
    from sqlalchemy.schema import DDLElement
    class CV(DDLElement):
        def __init__(self, n): self.n = n
    @compiles(CV)
    def _c(element, compiler, **kw):
        return "CREATE VIEW %s AS SELECT ':x'::text" % element.n
    op.execute(CV('vv'))
