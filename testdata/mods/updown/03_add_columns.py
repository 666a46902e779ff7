"""add_column and drop_column of every kind"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'u03'
down_revision = 'u02'

mood = postgresql.ENUM('glad', 'sad', name='mood', create_type=False)


def upgrade():
    op.get_bind()
    op.execute("CREATE TYPE mood AS ENUM ('glad', 'sad')")
    op.add_column('spare', sa.Column('plain', sa.Integer()))
    op.add_column('spare', sa.Column('filled', sa.String(10), server_default="it's", nullable=False))
    op.add_column('spare', sa.Column('told', sa.Text(), comment='told % later'))
    op.add_column('spare', sa.Column('numbered', sa.BigInteger(),
                                     sa.Identity(start=7, minvalue=1, cycle=True)))
    op.add_column('spare', sa.Column('made', sa.Float(), sa.Computed('f * 2', persisted=True)))
    op.add_column('spare', sa.Column('mood', mood, server_default='glad'))
    op.add_column('spare', sa.Column('indexed', sa.Integer(), index=True))
    op.add_column('spare', sa.Column('single', sa.Integer(), unique=True))
    op.add_column('spare', sa.Column('who', sa.Integer(),
                                     sa.ForeignKey('customer.id', name='spare_who')))
    op.add_column('spare', sa.Column('what', sa.SmallInteger(), sa.ForeignKey('shop.item.id')))
    op.add_column('spare', sa.Column('small', sa.Integer(),
                                     sa.CheckConstraint('small < 10', name='small_enough')))
    op.add_column('spare', sa.Column('at', postgresql.TIMESTAMP(timezone=True, precision=3)))
    op.add_column('item', sa.Column('price', sa.Numeric(8, 2), nullable=False,
                                    server_default=sa.text('1.5'), comment='net'), schema='shop')
    with op.batch_alter_table('item', schema='shop') as batch_op:
        batch_op.add_column(sa.Column('weight', sa.Integer(), comment='grams'))
        batch_op.add_column(sa.Column('bought_by', sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table('item', schema='shop') as batch_op:
        batch_op.drop_column('bought_by')
        batch_op.drop_column('weight')
    op.drop_column('item', 'price', schema='shop')
    op.drop_index('ix_spare_indexed', 'spare')
    op.drop_constraint('spare_who', 'spare', type_='foreignkey')
    for name in ('at', 'small', 'what', 'who', 'single', 'indexed', 'mood', 'made', 'numbered',
                 'told', 'filled', 'plain'):
        op.drop_column('spare', name)
    op.execute('DROP TYPE mood')
