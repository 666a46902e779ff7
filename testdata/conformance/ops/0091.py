"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0091'
down_revision = None


def upgrade():
    from alembic.operations import Operations, MigrateOperation
    @Operations.register_operation("create_view")
    class CreateView(MigrateOperation):
        def __init__(self, name, sql):
            self.name = name
            self.sql = sql
        @classmethod
        def create_view(cls, operations, name, sql, **kw):
            return operations.invoke(cls(name, sql))
    @Operations.implementation_for(CreateView)
    def _cv(operations, operation):
        operations.execute("CREATE VIEW %s AS %s" % (operation.name, operation.sql))
    op.create_view('v', 'SELECT 1')
