"""a batch on a table of a schema, and what a new table's columns bring along"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'u11'
down_revision = 'u10'


def upgrade():
    op.execute(sa.schema.CreateSequence(sa.Sequence('ticket', start=50, increment=3)))
    op.create_table(
        'stock',
        sa.Column('id', sa.Integer(), sa.Sequence('ticket'), primary_key=True,
                  server_default=sa.text("nextval('ticket')")),
        sa.Column('serial', sa.BigInteger(), sa.ForeignKey('shop.thing.id', name='stock_thing',
                                                           deferrable=True), index=True),
        sa.Column('unit', sa.String(3), unique=True, index=True),
        sa.Column('sum', sa.Integer(), sa.Computed('id + serial', persisted=True), comment='both'),
        sa.Column('at', sa.Time(), server_default=sa.text("'12:00'"), nullable=False),
        sa.Column('state', sa.Enum('on', 'off', name='state_word', native_enum=False,
                                   create_constraint=True)),
        sa.Column('grid', postgresql.ARRAY(sa.Integer(), dimensions=2)),
        sa.Column('flag', sa.Boolean(name='flag_set'), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(['serial'], ['shop.thing.id'], ondelete='SET NULL'),
        schema='shop')
    with op.batch_alter_table('stock', schema='shop') as batch_op:
        batch_op.alter_column('unit', type_=sa.Text(), existing_type=sa.String(3), nullable=False)
        batch_op.alter_column('flag', server_default=None)
        batch_op.create_unique_constraint('stock_once', ['serial', 'at'])
        batch_op.create_check_constraint('stock_units', sa.column('unit').in_(['kg', "l'"]))
        batch_op.create_foreign_key('stock_customer', 'customer', ['id'], ['id'],
                                    referent_schema='public', onupdate='CASCADE')
        batch_op.create_index('ix_stock_at', [sa.text('at DESC')],
                              postgresql_where=sa.column('flag').is_(sa.true()))
        batch_op.drop_index(op.f('ix_shop_stock_serial'))
        batch_op.drop_constraint('stock_thing', type_='foreignkey')
        batch_op.drop_column('grid')
        batch_op.create_table_comment('in the store')
    op.bulk_insert(
        sa.table('stock', sa.column('id', sa.Integer), sa.column('unit', sa.Text),
                 sa.column('flag', sa.Boolean), sa.column('state', sa.String), schema='shop'),
        [{'id': 1, 'unit': 'kg', 'flag': False, 'state': 'on'},
         {'id': 2, 'unit': "l'", 'flag': True, 'state': None}])


def downgrade():
    with op.batch_alter_table('stock', schema='shop') as batch_op:
        batch_op.drop_table_comment()
        batch_op.drop_index('ix_stock_at')
        batch_op.drop_constraint('stock_customer', type_='foreignkey')
    op.drop_table('stock', schema='shop')
    op.execute(sa.schema.DropSequence(sa.Sequence('ticket')))
