from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import insert as pg_insert, array, aggregate_order_by, ExcludeConstraint, ARRAY, JSONB, ENUM
from sqlalchemy import func, select, and_, or_, not_, case, cast, text, literal, literal_column, bindparam, tuple_, exists, any_, all_, extract, type_coerce, null, true, false, between, distinct, nulls_first, nulls_last, asc, desc, union, union_all, except_, intersect, lateral, values, column, table, insert, update, delete
from datetime import date, datetime, timedelta, timezone, time
from decimal import Decimal
import enum, uuid, json
t = sa.table('t', sa.column('a', sa.Integer), sa.column('s', sa.String), sa.column('b', sa.Boolean),
             sa.column('j', postgresql.JSONB), sa.column('k', sa.JSON), sa.column('f', sa.Float),
             sa.column('l', postgresql.ARRAY(sa.Integer)), sa.column('d', sa.DateTime),
             sa.column('n'))
u = sa.table('u', sa.column('id', sa.Integer), sa.column('a', sa.Integer),
             sa.column('s', sa.String), schema='other')
c = t.c
m = sa.MetaData()
T = sa.Table('tt', m, sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(50)),
    sa.Column('amount', sa.Numeric(10, 2)), sa.Column('At', sa.DateTime(timezone=True)), sa.Column('flag', sa.Boolean),
    sa.Column('data', postgresql.JSONB), sa.Column('tags', postgresql.ARRAY(sa.Text)), sa.Column('u', postgresql.UUID(as_uuid=True)))
T2 = sa.Table('t2', m, sa.Column('id', sa.Integer, primary_key=True), sa.Column('tt_id', sa.ForeignKey('tt.id')), sa.Column('v', sa.Text))
class Color(enum.Enum):
    red = 'R'
    green = 'G'
