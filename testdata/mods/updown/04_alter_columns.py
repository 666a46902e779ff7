"""alter_column in all its variants"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'u04'
down_revision = 'u03'


def upgrade():
    op.alter_column('spare', 'plain', type_=sa.String(5), existing_type=sa.Integer(),
                    postgresql_using="coalesce(plain, 3)::text || '!'")
    op.alter_column('spare', 'plain', nullable=False, existing_type=sa.String(5))
    op.alter_column('spare', 'filled', server_default=None, nullable=True)
    op.alter_column('spare', 'told', comment=None, existing_comment='told % later')
    op.alter_column('spare', 'd', comment="the day's name", existing_type=sa.Date())
    op.alter_column('spare', 'at', server_default=sa.func.now(), existing_nullable=True)
    op.alter_column('spare', 'single', new_column_name='alone', existing_type=sa.Integer())
    op.alter_column('spare', 'mood', server_default='sad')
    op.alter_column('spare', 'numbered', server_default=sa.Identity(start=9, always=True, cycle=True),
                    existing_server_default=sa.Identity(start=7, minvalue=1, cycle=True))
    op.execute('UPDATE spare SET small = 7; UPDATE shop.item SET twice = id + 4')
    op.alter_column('spare', 'small', server_default=sa.text('3 + 4'), type_=sa.BigInteger(),
                    nullable=False, new_column_name='Not So Small', comment='all at once')
    op.alter_column('item', 'price', type_=sa.Float(), existing_type=sa.Numeric(8, 2),
                    server_default='2.5', nullable=True, new_column_name='cost', comment=None,
                    schema='shop')
    op.alter_column('item', 'twice', nullable=False, server_default=sa.Identity(), schema='shop',
                    existing_server_default=None)


def downgrade():
    op.alter_column('item', 'twice', server_default=None, existing_server_default=sa.Identity(),
                    schema='shop')
    op.alter_column('item', 'twice', nullable=True, schema='shop')
    op.alter_column('item', 'cost', type_=sa.Numeric(8, 2), existing_type=sa.Float(),
                    server_default=sa.text('1.5'), nullable=False, new_column_name='price',
                    comment='net', schema='shop')
    op.alter_column('spare', 'Not So Small', server_default=None, type_=sa.Integer(), nullable=True,
                    new_column_name='small', comment=None)
    op.alter_column('spare', 'numbered',
                    server_default=sa.Identity(start=7, minvalue=1, cycle=True),
                    existing_server_default=sa.Identity(start=9, always=True, cycle=True))
    op.alter_column('spare', 'mood', server_default=sa.text("'glad'::mood"))
    op.alter_column('spare', 'alone', new_column_name='single')
    op.alter_column('spare', 'at', server_default=None)
    op.alter_column('spare', 'd', comment=None)
    op.alter_column('spare', 'told', comment='told % later')
    op.alter_column('spare', 'filled', server_default="it's", nullable=False)
    op.alter_column('spare', 'plain', nullable=True)
    op.alter_column('spare', 'plain', type_=postgresql.INTEGER(), postgresql_using='NULL::integer')
    op.execute('UPDATE spare SET small = NULL; UPDATE shop.item SET twice = NULL')
