"""every operation of a batch"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'u09'
down_revision = 'u08'


def upgrade():
    with op.batch_alter_table('Spare Parts') as batch_op:
        batch_op.add_column(sa.Column('low', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('span', postgresql.INT4RANGE()))
        batch_op.drop_constraint('spare_self', type_='foreignkey')
        batch_op.drop_constraint('spare_pk', type_='primary')
        batch_op.drop_constraint('spare_in', type_='check')
        batch_op.drop_index('ix_spare_indexed')
        batch_op.drop_column('at')
        batch_op.alter_column('low', new_column_name='lower', existing_type=sa.Integer(),
                              type_=sa.BigInteger(), server_default='4', comment='in a batch')
        batch_op.alter_column('f', nullable=False, existing_type=sa.Float())
        batch_op.create_primary_key('parts_pk', ['id', 'f'])
        batch_op.create_unique_constraint('parts_once', ['lower', 'd'])
        batch_op.create_check_constraint('parts_low', 'lower < 100')
        batch_op.create_check_constraint('parts_high', sa.column('lower') > 1)
        batch_op.create_foreign_key('parts_buyer', 'customer', ['lower'], ['id'],
                                    ondelete='SET NULL')
        batch_op.create_foreign_key('parts_thing', 'thing', ['indexed'], ['id'],
                                    referent_schema='shop')
        batch_op.create_exclude_constraint('parts_apart', ('span', '&&'), using='gist')
        batch_op.create_index('ix_parts', ['lower', sa.text('plain DESC')], unique=True)
        batch_op.create_table_comment('from a batch')
        # A batch's operations wait for its end, but execute() does not.
        batch_op.execute("CREATE TABLE seen AS SELECT column_name FROM information_schema.columns "
                         "WHERE table_name = 'Spare Parts' ORDER BY ordinal_position")
    with op.batch_alter_table('customer', table_args=[], recreate='never') as batch_op:
        batch_op.create_table_comment('soon gone')
        batch_op.drop_table_comment()


def downgrade():
    op.drop_table('seen')
    with op.batch_alter_table('Spare Parts') as batch_op:
        batch_op.create_table_comment('kept: "just" in case, 5 %\n\\ and a second line')
        batch_op.drop_index('ix_parts')
        batch_op.drop_constraint('parts_apart')
        batch_op.drop_constraint('parts_thing', type_='foreignkey')
        batch_op.drop_constraint('parts_buyer', type_='foreignkey')
        batch_op.drop_constraint('parts_high')
        batch_op.drop_constraint('parts_low')
        batch_op.drop_constraint('parts_once', type_='unique')
        batch_op.drop_constraint('parts_pk', type_='primary')
        batch_op.alter_column('f', nullable=True)
        batch_op.drop_column('span')
        batch_op.drop_column('lower')
        batch_op.create_index('ix_spare_indexed', ['indexed'])
        batch_op.create_check_constraint('spare_in', sa.column('id').in_([1, 2, 3, 4, 5]))
        batch_op.create_primary_key('spare_pk', ['id'])
        batch_op.create_foreign_key('spare_self', 'Spare Parts', ['alone'], ['id'],
                                    ondelete='CASCADE', onupdate='RESTRICT')
        batch_op.add_column(sa.Column('at', postgresql.TIMESTAMP(timezone=True, precision=3)))
        batch_op.alter_column('at', server_default=sa.func.now())
