"""defaults, identities and comments changed once more; statements built of expressions"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'u12'
down_revision = 'u11'

parts = sa.table('Spare Parts', sa.column('id', sa.Integer))
seen = sa.table('seen', sa.column('column_name', sa.String))
thing = sa.table('thing', sa.column('id', sa.Integer), sa.column('name', sa.String), schema='shop')


def upgrade():
    op.alter_column('thing', 'twice', server_default=sa.Identity(always=True, increment=3),
                    existing_server_default=sa.Identity(), schema='shop')
    op.alter_column('customer', 'extra', server_default=sa.text("'{}'::jsonb"),
                    comment="what else: 'free'", existing_type=postgresql.JSONB())
    op.alter_column('customer', 'score', type_=sa.Numeric(12, 3), nullable=True,
                    existing_type=sa.Numeric(10, 2))
    op.alter_column('customer', 'email', comment=None, type_=sa.Text(), nullable=True)
    op.alter_column('customer', 'tags', type_=postgresql.ARRAY(sa.Text()), server_default=None,
                    postgresql_using='tags::text[]')
    op.alter_column('customer', 'last', server_default="it's a default", new_column_name='Last One')
    op.execute(seen.insert().values(column_name=sa.func.lower('NEW: %s')))
    op.execute(thing.update().where(thing.c.id == sa.select(sa.func.max(parts.c.id) - 2)
                                    .scalar_subquery())
               .values(name=thing.c.name + sa.case((thing.c.id > 1, ' big'), else_=' small')))


def downgrade():
    op.execute(seen.delete().where(sa.and_(seen.c.column_name == 'new: %s',
                                           seen.c.column_name.is_not(None))))
    op.execute(thing.update().where(thing.c.id == 2).values(name='back\\slash'))
    op.alter_column('customer', 'Last One', server_default=sa.text("'none'"),
                    new_column_name='last')
    op.alter_column('customer', 'tags', type_=postgresql.ARRAY(sa.String(20)),
                    server_default=sa.text("'{}'"))
    op.alter_column('customer', 'email', comment="where 'news' goes; 100 %", type_=sa.String(80),
                    nullable=False)
    op.alter_column('customer', 'score', type_=sa.Numeric(10, 2))
    op.alter_column('customer', 'extra', server_default='{"a": 1}', comment=None)
    op.alter_column('thing', 'twice', server_default=sa.Identity(always=False, increment=1),
                    existing_server_default=sa.Identity(always=True, increment=3), schema='shop')
