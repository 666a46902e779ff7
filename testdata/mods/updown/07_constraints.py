"""every create_…_constraint and drop_constraint"""
from alembic import op
import sqlalchemy as sa

revision = 'u07'
down_revision = 'u06'


def upgrade():
    op.create_primary_key('spare_pk', 'spare', ['id'])
    op.create_unique_constraint('spare_once', 'spare', ['d', 'f'], deferrable=True)
    op.create_unique_constraint('Item Once', 'item', ['box', 'weight'], schema='shop')
    op.create_check_constraint('spare_range', 'spare', 'id > 0 AND id % 7 < 7')
    op.create_check_constraint('item_names', 'item',
                               sa.func.length(sa.column('name')) > sa.literal_column('2'),
                               schema='shop')
    op.create_check_constraint('spare_in', 'spare', sa.column('id').in_([1, 2, 3, 4, 5]))
    op.create_foreign_key('spare_self', 'spare', 'spare', ['alone'], ['id'], ondelete='CASCADE',
                          onupdate='RESTRICT')
    op.create_foreign_key('item_buyer', 'item', 'customer', ['bought_by'], ['id'],
                          source_schema='shop', deferrable=True, initially='DEFERRED')
    op.create_foreign_key('spare_item', 'spare', 'item', ['indexed'], ['id'], referent_schema='shop',
                          match='FULL', ondelete='SET DEFAULT')
    op.create_foreign_key('spare_later', 'spare', 'purchase', ['numbered'], ['id'],
                          postgresql_not_valid=True)
    op.create_exclude_constraint('no_overlap', 'purchase', ('during', '&&'), using='gist',
                                 where='total > 100')
    op.create_exclude_constraint('one_each', 'item', ('name', '='), ('weight', '='), using='btree',
                                 schema='shop', deferrable=True, initially='IMMEDIATE')


def downgrade():
    op.drop_constraint('one_each', 'item', schema='shop')
    op.drop_constraint('no_overlap', 'purchase')
    op.drop_constraint('spare_later', 'spare', type_='foreignkey')
    op.drop_constraint('spare_item', 'spare', 'foreignkey')
    op.drop_constraint('item_buyer', 'item', type_='foreignkey', schema='shop')
    op.drop_constraint('spare_self', 'spare')
    op.drop_constraint('spare_in', 'spare', type_='check')
    op.drop_constraint('item_names', 'item', type_='check', schema='shop')
    op.drop_constraint('spare_range', 'spare')
    op.drop_constraint('Item Once', 'item', type_='unique', schema='shop')
    op.drop_constraint('spare_once', 'spare', type_='unique')
    op.drop_constraint('spare_pk', 'spare', type_='primary')
    op.alter_column('spare', 'id', nullable=False)
