"""create_index and drop_index of every kind"""
from alembic import op
import sqlalchemy as sa

revision = 'u05'
down_revision = 'u04'


def upgrade():
    op.create_index(op.f('ix_customer_last'), 'customer', ['last'])
    op.create_index('ix_unique', 'customer', ['email', 'since'], unique=True)
    op.create_index('ix_partial', 'customer', ['first'], postgresql_where=sa.text('score > 5'))
    op.create_index('ix_partial_two', 'customer', ['first'], unique=True,
                    postgresql_where=sa.column('plan') == 'paid')
    op.create_index('ix_lower', 'customer', [sa.text('lower(email)')])
    op.create_index('ix_mixed', 'customer', ['id', sa.text('first DESC NULLS LAST'),
                                             sa.text("(last || '%')")])
    op.create_index('ix_function', 'customer', [sa.func.upper(sa.column('first'))])
    op.create_index('ix_include', 'customer', ['score'], postgresql_include=['email', 'plan'])
    op.create_index('ix_tags', 'customer', ['tags'], postgresql_using='gin')
    op.create_index('ix_paths', 'customer', ['extra'], postgresql_using='gin',
                    postgresql_ops={'extra': 'jsonb_path_ops'})
    op.create_index('ix_pattern', 'customer', ['email'], postgresql_ops={'email': 'varchar_pattern_ops'},
                    postgresql_with={'fillfactor': 50})
    op.create_index('Ix Item', 'item', ['name', 'box'], schema='shop')
    with op.batch_alter_table('purchase') as batch_op:
        batch_op.create_index('ix_during', ['during'], postgresql_using='gist')
        batch_op.create_index(batch_op.f('ix_purchase_took'), ['took', 'paid'], unique=True)


def downgrade():
    with op.batch_alter_table('purchase') as batch_op:
        batch_op.drop_index(batch_op.f('ix_purchase_took'))
        batch_op.drop_index('ix_during')
    op.drop_index('Ix Item', table_name='item', schema='shop')
    for name in ('ix_pattern', 'ix_paths', 'ix_tags', 'ix_include', 'ix_function', 'ix_mixed'):
        op.drop_index(name)
    op.drop_index('ix_lower', table_name='customer')
    op.drop_index('ix_partial_two', table_name='customer',
                  postgresql_where=sa.column('plan') == 'paid')
    op.drop_index('ix_partial', 'customer')
    op.drop_index('ix_unique', 'customer')
    op.drop_index(op.f('ix_customer_last'), 'customer')
