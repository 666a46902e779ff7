"""Tables of MetaData, types of scripts, values that are bound to them."""
import datetime
import decimal
import enum
import uuid

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'live'
down_revision = None


class Color(enum.Enum):
    red = 'R'
    green = 'G'


class Upper(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else value.upper()


class Guid(sa.types.TypeDecorator):
    impl = sa.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(postgresql.UUID() if dialect.name == 'postgresql' else sa.CHAR(32))


class Money(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return 'numeric(12, 2)'


metadata = sa.MetaData(naming_convention={'ix': 'ix_%(column_0_label)s', 'uq': 'uq_%(table_name)s_%(column_0_name)s',
                                          'fk': 'fk_%(table_name)s_%(referred_table_name)s', 'pk': 'pk_%(table_name)s'})
child = sa.Table('child', metadata, sa.Column('id', sa.Integer, primary_key=True),
                 sa.Column('parent_id', sa.ForeignKey('parent.id'), index=True))
parent = sa.Table('parent', metadata, sa.Column('id', sa.Integer, primary_key=True),
                  sa.Column('name', Upper(20), unique=True), sa.Column('color', sa.Enum(Color)),
                  sa.Column('guid', Guid()), sa.Column('price', Money()),
                  sa.Column('made', sa.DateTime, default=lambda: datetime.datetime(2020, 1, 2)),
                  sa.Column('kind', sa.String(5), default='k'))


def upgrade():
    bind = op.get_bind()
    metadata.create_all(bind)
    bind.execute(parent.insert().values(name='anna', color=Color.green, price=decimal.Decimal('3.50')))
    op.bulk_insert(parent, [{'name': 'bob', 'color': Color.red, 'guid': str(uuid.UUID(int=5))}])
    bind.execute(sa.insert(parent), [{'name': 'cleo', 'kind': 'x'}, {'name': 'dora', 'kind': 'y'}])
    bind.execute(parent.update().where(parent.c.name == 'anna').values(color=Color.red))
    for row in bind.execute(sa.text('SELECT name, color, guid, price, made, kind FROM parent ORDER BY name')):
        print(*row)
    alias = parent.alias('p')
    print(bind.execute(sa.select(alias.c.name).where(alias.c.id > 1).order_by(alias.c.name.desc())).scalars().all())
    print([t.name for t in metadata.sorted_tables], parent.c.name.type.length)
    query = sa.select(sa.func.count().label('n'), parent.c.kind).group_by(parent.c.kind).order_by(sa.text('2'))
    print([tuple(r) for r in bind.execute(query)])
    print(bind.execute(sa.select(sa.exists().where(parent.c.name == 'BOB'))).scalar())
    statement = postgresql.insert(parent).values(id=1, name='zoe', kind='z')
    bind.execute(statement.on_conflict_do_update(index_elements=['id'], set_={'kind': statement.excluded.kind}))
    print(bind.execute(sa.select(parent.c.kind).where(parent.c.id == 1)).scalar())


def downgrade():
    metadata.drop_all(op.get_bind())
