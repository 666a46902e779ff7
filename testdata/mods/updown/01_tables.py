"""create_table with every kind of column and constraint"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'u01'
down_revision = None


def upgrade():
    op.execute('CREATE SCHEMA shop')
    op.create_table(
        'customer',
        sa.Column('id', sa.Integer(), sa.Identity(always=True, start=100, increment=5)),
        sa.Column('email', sa.String(80), nullable=False, comment="where 'news' goes; 100 %"),
        sa.Column('plan', sa.Enum('free', 'paid', "it's", name='plan'), server_default='free'),
        sa.Column('first', sa.Text()),
        sa.Column('last', sa.Text(), server_default=sa.text("'none'")),
        sa.Column('whole', sa.Text(), sa.Computed("first || ' ' || last", persisted=True)),
        sa.Column('since', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column('tags', postgresql.ARRAY(sa.String(20)), server_default=sa.text("'{}'")),
        sa.Column('extra', postgresql.JSONB(), server_default='{"a": 1}'),
        sa.Column('key', postgresql.UUID(), unique=True),
        sa.Column('score', sa.Numeric(10, 2), index=True),
        sa.CheckConstraint('score >= 0', name='score_positive'),
        sa.PrimaryKeyConstraint('id', name='customer_pk'),
        sa.UniqueConstraint('email', 'plan', name='email_once', deferrable=True,
                            initially='DEFERRED'),
        comment="who buys; the shop's own",
    )
    op.create_table(
        'purchase',
        sa.Column('id', sa.BigInteger(), primary_key=True),
        sa.Column('customer_id', sa.Integer(), sa.ForeignKey('customer.id', ondelete='CASCADE')),
        sa.Column('gift_for', sa.Integer()),
        sa.Column('during', postgresql.TSTZRANGE()),
        sa.Column('paid', sa.Boolean(), sa.CheckConstraint('paid IS NOT NULL'),
                  server_default=sa.false()),
        sa.Column('raw', sa.LargeBinary()),
        sa.Column('took', sa.Interval()),
        sa.ForeignKeyConstraint(['gift_for'], ['customer.id'], name='gift_fk', onupdate='CASCADE',
                                ondelete='SET NULL', deferrable=True, initially='IMMEDIATE'),
        postgresql.ExcludeConstraint(('during', '&&'), name='one_at_a_time', using='gist',
                                     where=sa.text('paid')),
    )
    op.create_table(
        'item',
        sa.Column('id', sa.SmallInteger(), sa.Identity(), primary_key=True),
        sa.Column('name', sa.Unicode(30), comment='as printed'),
        sa.Column('box', sa.Enum('s', 'm', name='size', schema='shop')),
        sa.Column('twice', sa.Integer()),
        sa.UniqueConstraint('name'),
        sa.CheckConstraint(sa.column('twice') > 2, name='twice_enough'),
        schema='shop', comment='what is sold',
    )
    op.create_table('spare', sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
                    sa.Column('d', sa.Date()), sa.Column('f', sa.Float()), sa.Column('n', sa.JSON()),
                    prefixes=['UNLOGGED'])


def downgrade():
    op.drop_table('spare')
    op.drop_table('item', schema='shop')
    op.drop_table('purchase')
    op.drop_table('customer')
    op.execute('DROP TYPE plan')
    op.execute('DROP TYPE shop.size')
    op.execute('DROP SCHEMA shop')
