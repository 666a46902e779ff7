"""rename_table and tables' comments"""
from alembic import op

revision = 'u08'
down_revision = 'u07'


def upgrade():
    op.rename_table('spare', 'Spare Parts')
    op.rename_table('item', 'thing', schema='shop')
    op.create_table_comment('Spare Parts', 'kept: "just" in case, 5 %\n\\ and a second line')
    op.create_table_comment('thing', 'sold', existing_comment='what is sold', schema='shop')
    op.drop_table_comment('customer', existing_comment="who buys; the shop's own")


def downgrade():
    op.create_table_comment('customer', "who buys; the shop's own")
    op.create_table_comment('thing', 'what is sold', existing_comment='sold', schema='shop')
    op.drop_table_comment('Spare Parts')
    op.rename_table('thing', 'item', schema='shop')
    op.rename_table('Spare Parts', 'spare')
