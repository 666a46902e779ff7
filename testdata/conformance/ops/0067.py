"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum
import datetime, decimal, uuid
revision = 'case0067'
down_revision = None


def upgrade():
    t = sa.table('t', sa.column('a', sa.DateTime), sa.column('b', sa.Date), sa.column('c', sa.Numeric), sa.column('d', sa.Uuid), sa.column('e', sa.Boolean), sa.column('f', sa.LargeBinary))
    op.bulk_insert(t, [{'a': datetime.datetime(2020,1,2,3,4,5), 'b': datetime.date(2020,1,2), 'c': decimal.Decimal('1.50'), 'd': uuid.UUID('12345678123456781234567812345678'), 'e': True}])
