"""sa.inspect() and reflected tables."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.reflection import Inspector

revision = 'live'
down_revision = None


def upgrade():
    op.create_table('p', sa.Column('id', sa.Integer, primary_key=True), sa.Column('q', sa.Text, unique=True))
    op.create_table(
        't', sa.Column('id', sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column('p_id', sa.Integer, sa.ForeignKey('p.id', ondelete='CASCADE', name='fkp')),
        sa.Column('s', sa.String(20), nullable=False, server_default="it's", comment='c'),
        sa.Column('n', sa.Numeric(10, 2)), sa.Column('d', sa.DateTime(timezone=True)),
        sa.Column('e', sa.Enum('a', 'b', name='letters')), sa.Column('x', postgresql.ARRAY(sa.Integer)),
        sa.Column('j', postgresql.JSONB), sa.Column('b', postgresql.BIT(5)), sa.Column('f', sa.Float),
        sa.UniqueConstraint('s', 'n', name='uq_sn'), sa.CheckConstraint('n > 0', name='ck_n'),
        comment='the table')
    op.create_index('ix_s', 't', ['s'], unique=True)
    op.create_index('ix_j', 't', ['j'], postgresql_using='gin')
    inspector = sa.inspect(op.get_bind())
    print(isinstance(inspector, Inspector), sorted(inspector.get_table_names()))
    print(inspector.has_table('t'), inspector.has_table('nothing'), 'public' in inspector.get_schema_names())
    for column in inspector.get_columns('t'):
        print(column['name'], repr(column['type']), column['nullable'], column['default'], column['comment'])
    print(inspector.get_pk_constraint('t')['constrained_columns'], inspector.get_pk_constraint('t')['name'])
    for key in inspector.get_foreign_keys('t'):
        print(key['name'], key['constrained_columns'], key['referred_table'], key['referred_columns'],
              key['referred_schema'], key['options'])
    print([(u['name'], u['column_names']) for u in inspector.get_unique_constraints('t')])
    print([(c['name'], 'n' in c['sqltext']) for c in inspector.get_check_constraints('t')])
    print([(i['name'], i['column_names'], i['unique']) for i in inspector.get_indexes('t')])
    print(inspector.get_enums()[0]['name'], inspector.get_enums()[0]['labels'])
    print(inspector.get_table_comment('t'), inspector.get_view_names())
    try:
        inspector.get_columns('nothing')
    except sa.exc.NoSuchTableError as e:
        print('no such table', e)
    table = sa.Table('p', sa.MetaData(), autoload_with=op.get_bind())
    print(table.c.keys(), [c.name for c in table.primary_key.columns], 'q' in table.c)
    sa.Enum('a', 'b', name='letters').create(op.get_bind(), checkfirst=True)
    postgresql.ENUM('a', name='others').create(op.get_bind(), checkfirst=True)
    postgresql.ENUM('a', name='others').drop(op.get_bind(), checkfirst=True)
    postgresql.ENUM(name='others').drop(op.get_bind(), checkfirst=True)


def downgrade():
    op.drop_table('t')
    op.drop_table('p')
    sa.Enum(name='letters').drop(op.get_bind(), checkfirst=False)
