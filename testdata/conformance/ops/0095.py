"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0095'
down_revision = None


def upgrade():
    from sqlalchemy.sql import table, column, select, func, and_, text as t2
    from sqlalchemy.sql.expression import case, literal
    from sqlalchemy.schema import Sequence, CreateSequence, DropSequence
    tt = table('x', column('a', sa.String))
    op.execute(tt.update().values({'a': case((tt.c.a == 'x', 'y'), else_=literal('z'))}))
    op.execute(CreateSequence(Sequence('sq')))
    op.execute(DropSequence(Sequence('sq')))
