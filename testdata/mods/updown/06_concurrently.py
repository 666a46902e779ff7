"""indexes made concurrently, between statements of transactions"""
from alembic import op
import sqlalchemy as sa

revision = 'u06'
down_revision = 'u05'


def upgrade():
    op.add_column('purchase', sa.Column('total', sa.Integer(), server_default='5'))
    with op.get_context().autocommit_block():
        op.create_index('ix_total', 'purchase', ['total'], postgresql_concurrently=True)
        op.create_index('ix_price', 'item', ['cost'], schema='shop',
                        unique=False, postgresql_concurrently=True,
                        postgresql_where=sa.text('cost > 1'))
        op.execute("ALTER TYPE plan ADD VALUE IF NOT EXISTS 'gold' AFTER 'free'")
    op.execute("UPDATE purchase SET total = 6")
    op.execute("UPDATE customer SET plan = 'gold' WHERE id = 2")


def downgrade():
    op.execute("UPDATE customer SET plan = 'free' WHERE id = 2")
    with op.get_context().autocommit_block():
        op.drop_index('ix_price', 'item', schema='shop', postgresql_concurrently=True)
        op.drop_index('ix_total', table_name='purchase', postgresql_concurrently=True)
    op.drop_column('purchase', 'total')
    op.execute('ALTER TABLE customer ALTER plan DROP DEFAULT, DROP CONSTRAINT email_once')
    op.execute('DROP INDEX ix_include, ix_partial_two')
    op.execute('ALTER TYPE plan RENAME TO plan_old')
    sa.Enum('free', 'paid', "it's", name='plan').create(op.get_bind())
    op.alter_column('customer', 'plan', type_=sa.Enum('free', 'paid', "it's", name='plan'),
                    existing_type=sa.Enum(name='plan_old'), postgresql_using='plan::text::plan')
    sa.Enum(name='plan_old').drop(op.get_bind(), checkfirst=False)
    op.alter_column('customer', 'plan', server_default='free')
    op.create_unique_constraint('email_once', 'customer', ['email', 'plan'], deferrable=True,
                                initially='DEFERRED')
    op.create_index('ix_include', 'customer', ['score'], postgresql_include=['email', 'plan'])
    op.create_index('ix_partial_two', 'customer', ['first'], unique=True,
                    postgresql_where=sa.column('plan') == 'paid')
