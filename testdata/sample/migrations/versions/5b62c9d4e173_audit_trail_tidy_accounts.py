"""audit trail, tidy accounts

Revision ID: 5b62c9d4e173
Revises: 3c94d1e07b52
Create Date: 2025-10-06 08:51:29.650044

"""
from alembic import op
import sqlalchemy as sa

try:
    from bookshop.constants import AUDIT_TABLE
except ImportError:
    AUDIT_TABLE = 'audit_log'

# revision identifiers, used by Alembic.
revision = '5b62c9d4e173'
down_revision = '3c94d1e07b52'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        AUDIT_TABLE,
        sa.Column('id', sa.BigInteger(), primary_key=True, autoincrement=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column('what', sa.Text(), nullable=False),
        sa.Column('tags', sa.ARRAY(sa.String()), nullable=True),
        sa.Column('took', sa.Interval(), nullable=True),
    )

    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('locale', sa.String(length=5), nullable=True))
        batch_op.alter_column('logins', existing_type=sa.BigInteger(), type_=sa.Integer(),
                              existing_server_default=sa.text("'0'"))
        batch_op.create_index(batch_op.f('ix_accounts_last_name'), ['last_name'], unique=False)
        batch_op.create_check_constraint('ck_accounts_locale', sa.text("locale ~ '^[a-z]{2}'"))

    op.execute(
        sa.text("UPDATE accounts SET locale = :locale WHERE locale IS NULL").bindparams(locale='en')
    )


def downgrade() -> None:
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.drop_constraint('ck_accounts_locale', type_='check')
        batch_op.drop_index(batch_op.f('ix_accounts_last_name'))
        batch_op.alter_column('logins', existing_type=sa.Integer(), type_=sa.BigInteger(),
                              existing_server_default=sa.text("'0'"))
        batch_op.drop_column('locale')

    op.drop_table(AUDIT_TABLE)
