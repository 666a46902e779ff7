"""Rows, scalars, types of cells, counts, as scripts look at them."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'live'
down_revision = None


def upgrade():
    bind = op.get_bind()
    table = op.create_table(
        't', sa.Column('id', sa.Integer, primary_key=True),
        sa.Column('name', sa.String(20), nullable=False, server_default='x'),
        sa.Column('data', postgresql.JSONB), sa.Column('tags', postgresql.ARRAY(sa.Text)),
        sa.Column('price', sa.Numeric(10, 2)), sa.Column('at', sa.DateTime),
        sa.Column('day', sa.Date), sa.Column('zone', sa.DateTime(timezone=True)),
        sa.Column('key', postgresql.UUID()), sa.Column('raw', sa.LargeBinary),
        sa.Column('gap', sa.Interval), sa.Column('flag', sa.Boolean))
    op.bulk_insert(table, [{'id': 1, 'name': 'one', 'price': 5}, {'id': 2, 'name': "t'wo", 'price': 7}])
    op.execute("UPDATE t SET data = '{\"k\": [1, null]}', tags = ARRAY['x', 'y\"z', NULL], flag = true, "
               "at = '2020-01-02 03:04:05.5', day = '2020-02-03', zone = '2020-01-02 03:04:05+00', "
               "key = '12345678-1234-5678-1234-567812345678', gap = '1 day 02:03:04.5' WHERE id = 1")
    for row in bind.execute(sa.text("SELECT id, name, data, tags, price, at, day, key, gap, flag FROM t "
                                    "ORDER BY id")):
        print(row.id, row[1], row._mapping['data'], row.tags, row.price, row.at, row.day, row.key,
              row.gap, row.flag, len(row), tuple(row) == row)
    print(bind.execute(sa.text("SELECT zone FROM t WHERE id = 1")).scalar().isoformat())
    print(bind.execute(sa.select(table.c.id, table.c.name).where(table.c.id == 1)).fetchall())
    print(bind.execute(sa.text("SELECT count(*), 1.5::float8, 2::numeric, 'a'::char FROM t")).first())
    print(bind.scalar(sa.text("SELECT :x || 'q'"), {'x': 'w'}))
    print(bind.execute(sa.text("UPDATE t SET name = name || :s WHERE id > :i"), {'s': '!', 'i': 0}).rowcount)
    print(bind.execute(table.update().where(table.c.id == 2).values(name='deux')).rowcount)
    print(bind.execute(sa.text("SELECT name FROM t ORDER BY 1")).scalars().all())
    print(bind.execute(sa.text("SELECT * FROM t WHERE id = 99")).first())
    print([dict(m) for m in bind.execute(sa.text("SELECT id, name FROM t ORDER BY 1")).mappings()])
    print(bind.execute(sa.text("SELECT id FROM t ORDER BY id DESC")).fetchone()[0])
    result = bind.execute(sa.text("SELECT id, name FROM t ORDER BY id"))
    print(list(result.keys()), result.fetchmany(1), [r.name for r in result])
    first, second = bind.execute(sa.text("SELECT 1, 2")).one()
    print(first, second, bind.execute(sa.text("SELECT 3")).scalar_one())
    for name, number in bind.execute(sa.text("SELECT name, id FROM t ORDER BY id")).fetchall():
        print(name, number)
    bind.execute(sa.text("INSERT INTO t (id, name) VALUES (:id, :name)"),
                 [{'id': 3, 'name': 'c'}, {'id': 4, 'name': 'd'}])
    bind.execute(table.insert(), [{'id': 5, 'name': 'e'}, {'id': 6, 'name': 'f'}])
    ids = [r[0] for r in bind.execute(sa.select(table.c.id).where(table.c.id.in_([3, 4, 5])).order_by(table.c.id))]
    print(ids, sorted(bind.execute(sa.text("SELECT id, name FROM t WHERE id > 3")).fetchall()))
    print(bind.execute(sa.text("DELETE FROM t WHERE id > 4 RETURNING id")).fetchall())
    print(bind.execute(sa.text("SELECT id FROM t WHERE name = ANY(:n)"), {'n': ['c', 'd']}).fetchall())
    print(bind.dialect.name, bind.engine.dialect.name, op.get_context().bind is bind)


def downgrade():
    op.drop_table('t')
