"""bulk_insert and execute, with binds of every way"""
import datetime
import decimal

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'u02'
down_revision = 'u01'

spare = sa.table('spare', sa.column('id', sa.Integer), sa.column('d', sa.Date),
                 sa.column('f', sa.Float), sa.column('n', sa.JSON))
item = sa.table('item', sa.column('id', sa.Integer), sa.column('name', sa.String), schema='shop')
purchase = sa.table('purchase', sa.column('id', sa.BigInteger), sa.column('raw', sa.LargeBinary),
                    sa.column('took', sa.Interval), sa.column('paid', sa.Boolean))
customer = sa.table('customer', sa.column('id'), sa.column('email', sa.String),
                    sa.column('score', sa.Numeric), sa.column('since', sa.DateTime(timezone=True)),
                    sa.column('tags', postgresql.ARRAY(sa.String)),
                    sa.column('extra', postgresql.JSONB))


def upgrade():
    op.bulk_insert(spare, [
        {'id': 1, 'd': datetime.date(2024, 2, 29), 'f': 0.5, 'n': {'a': [1, None, 'x']}},
        {'id': 2, 'd': None, 'f': -1e100, 'n': []},
    ])
    op.bulk_insert(spare, [
        {'id': 3, 'd': datetime.date(1, 1, 1)},
        {'id': op.inline_literal(4), 'd': op.inline_literal('2024-05-06')},
    ], multiinsert=False)
    op.bulk_insert(item, [{'id': 1, 'name': "O'Brien: 5 %"}, {'id': 2, 'name': 'back\\slash'}])
    op.bulk_insert(purchase, [{'id': 1, 'raw': b'\x00\xff\\', 'paid': True,
                               'took': datetime.timedelta(days=3, seconds=4, microseconds=5)}])
    op.execute("INSERT INTO customer (id, email, since) OVERRIDING SYSTEM VALUE "
               "VALUES (1, 'a\\:b@x.test', '2024-01-01 00:00:00+00'::timestamptz)")
    op.execute(sa.text("INSERT INTO customer (id, email, since, tags) OVERRIDING SYSTEM VALUE "
                       "VALUES (2, :email, :since, :tags)").bindparams(
        email='two@x.test', tags=['a', "b'c"],
        since=datetime.datetime(2024, 1, 2, 3, 4, 5, 6, tzinfo=datetime.timezone.utc)))
    op.execute(customer.update().where(customer.c.email == op.inline_literal('two@x.test'))
               .values(score=decimal.Decimal('12.50'), extra={'k': ['v', 1.5, True]}))
    op.get_bind().execute(sa.text('UPDATE spare SET f = :f WHERE id = ANY(:ids)'),
                          {'f': 7.25, 'ids': [3, 4]})
    op.execute("""
        DO $$ BEGIN
            PERFORM 1 % 2; UPDATE spare SET f = f + 1 WHERE id = 4;
        END $$;
        UPDATE spare SET d = '2020-01-01' WHERE id = 2
    """)


def downgrade():
    op.execute(customer.delete().where(customer.c.id.in_([1, 2])))
    op.execute(purchase.delete())
    op.execute(item.delete().where(sa.or_(item.c.name.like("O'%"), item.c.id == 2)))
    op.execute(sa.text('DELETE FROM spare WHERE id BETWEEN :low AND :high').bindparams(low=1, high=4))
