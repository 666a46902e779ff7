"""odd names, types of a schema, a table made and dropped on the way down"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'u10'
down_revision = 'u09'


def upgrade():
    op.execute('CREATE SCHEMA "Odd %"')
    op.create_table(
        'select', sa.Column('Group', sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column('a "quoted" one', sa.Text(), comment="it's: 'here' %(x)s"),
        sa.Column('user', sa.CHAR(3), index=True, server_default='%s'),
        sa.Column('kind', postgresql.ENUM('A b', 'c%', name='Kind Of', schema='Odd %'),
                  server_default='A b'),
        sa.Column('bits', postgresql.BIT(3)), sa.Column('net', postgresql.CIDR()),
        sa.CheckConstraint('"Group" % 2 = 0', name='even %'),
        sa.UniqueConstraint('user', 'kind', name='user kind'),
        schema='Odd %')
    op.create_index('odd index', 'select', ['kind', 'bits'], schema='Odd %')
    op.execute(sa.text('INSERT INTO "Odd %"."select" ("Group", "kind") VALUES (:g, :k)')
               .bindparams(g=2, k='c%'))
    op.drop_constraint('spare_later', 'Spare Parts', type_='foreignkey')
    op.drop_table('purchase')


def downgrade():
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
        sa.Column('total', sa.Integer(), server_default='5'),
        sa.ForeignKeyConstraint(['gift_for'], ['customer.id'], name='gift_fk', onupdate='CASCADE',
                                ondelete='SET NULL', deferrable=True, initially='IMMEDIATE'),
        postgresql.ExcludeConstraint(('during', '&&'), name='one_at_a_time', using='gist',
                                     where=sa.text('paid')),
        postgresql.ExcludeConstraint(('during', '&&'), name='no_overlap', using='gist',
                                     where=sa.text('total > 100')),
    )
    op.execute("INSERT INTO purchase (id, raw, took, paid, total) "
               "VALUES (1, '\\x00ff5c', '3 days 00\\:00\\:04.000005', true, 6)")
    op.create_index('ix_during', 'purchase', ['during'], postgresql_using='gist')
    op.create_index(op.f('ix_purchase_took'), 'purchase', ['took', 'paid'], unique=True)
    op.create_index('ix_total', 'purchase', ['total'])
    op.create_foreign_key('spare_later', 'Spare Parts', 'purchase', ['numbered'], ['id'],
                          postgresql_not_valid=True)
    op.drop_index('odd index', table_name='select', schema='Odd %')
    op.drop_table('select', schema='Odd %')
    op.execute('DROP TYPE "Odd %"."Kind Of"; DROP SCHEMA "Odd %"')
