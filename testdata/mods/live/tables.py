"""create_all() and drop_all() of tables that are there or not, that refer to one another, that listen."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy import DDL, event
from sqlalchemy.dialects import postgresql

revision = 'live'
down_revision = None


class Wrapped(sa.types.TypeDecorator):
    impl = sa.Enum('x', 'y', name='wrapped')
    cache_ok = True


metadata = sa.MetaData()
node = sa.Table('node', metadata, sa.Column('id', sa.Integer, primary_key=True),
                sa.Column('best', sa.Integer, sa.ForeignKey('element.id', name='fk_best')),
                sa.Column('mood', sa.Enum('sad', 'glad', name='mood'), index=True))
element = sa.Table('element', metadata, sa.Column('id', sa.Integer, primary_key=True),
                   sa.Column('node_id', sa.Integer), sa.Column('mood', sa.Enum('sad', 'glad', name='mood')),
                   sa.Column('moods', postgresql.ARRAY(sa.Enum('p', 'q', name='pq'))), sa.Column('w', Wrapped()),
                   sa.ForeignKeyConstraint(['node_id'], ['node.id'], name='fk_node', ondelete='CASCADE'))
late = sa.Table('late', metadata, sa.Column('id', sa.Integer, primary_key=True),
                sa.Column('up', sa.Integer, sa.ForeignKey('later.id', name='fk_late', use_alter=True)))
later = sa.Table('later', metadata, sa.Column('id', sa.Integer, sa.ForeignKey('late.id'), primary_key=True))
sa.Index('ix_lower', sa.func.abs(later.c.id))
event.listen(later, 'after_create', DDL("COMMENT ON TABLE %(fullname)s IS '100%%'"))


@event.listens_for(node, 'after_create')
def fill(target, connection, **kw):
    connection.execute(target.insert(), [{'id': 1, 'mood': 'sad'}, {'id': 2, 'mood': 'glad'}])


def upgrade():
    bind = op.get_bind()
    op.execute("CREATE TYPE mood AS ENUM ('sad', 'glad')")
    op.execute('CREATE TABLE later (id int PRIMARY KEY)')
    metadata.create_all(bind, checkfirst=True)
    metadata.create_all(bind)
    print([table.name for table in metadata.sorted_tables if table in (late, later)])
    print(sorted(sa.inspect(bind).get_table_names()), bind.execute(sa.select(node.c.mood)).fetchall())
    node.create(bind, checkfirst=True)
    other = sa.Table('other', sa.MetaData(), sa.Column('mood', sa.Enum('sad', 'glad', name='mood')))
    other.create(bind, checkfirst=True)
    try:
        with bind.begin_nested():
            other.create(bind)
    except sa.exc.ProgrammingError as error:
        print(type(error).__name__, type(error.orig).__name__)
    one = sa.Index('ix_one', node.c.best)
    one.create(bind, checkfirst=True)
    one.create(bind, checkfirst=True)
    one.drop(bind, checkfirst=True)
    one.drop(bind, checkfirst=True)
    sequence = sa.Sequence('counter', start=5)
    sequence.create(bind, checkfirst=True)
    sequence.create(bind, checkfirst=True)
    print(bind.scalar(sa.select(sequence.next_value())))


def downgrade():
    bind = op.get_bind()
    sa.Sequence('counter').drop(bind)
    sa.Table('other', sa.MetaData()).drop(bind)
    sa.Table('other', sa.MetaData()).drop(bind, checkfirst=True)
    metadata.drop_all(bind)
    metadata.drop_all(bind)
    metadata.drop_all(bind, tables=[late], checkfirst=True)
