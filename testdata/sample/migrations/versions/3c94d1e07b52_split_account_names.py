"""split account names

Revision ID: 3c94d1e07b52
Revises: 2e8b4f6139aa
Create Date: 2025-09-21 11:05:37.004812

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '3c94d1e07b52'
down_revision = '2e8b4f6139aa'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('accounts', sa.Column('first_name', sa.String(length=80), nullable=True))
    op.add_column('accounts', sa.Column('last_name', sa.String(length=80), nullable=True))
    op.execute(
        """
        UPDATE accounts
        SET first_name = split_part(name, ' ', 1),
            last_name = coalesce(nullif(substr(name, strpos(name || ' ', ' ') + 1), ''), '-')
        """
    )
    op.alter_column('accounts', 'first_name', nullable=False)
    op.alter_column('accounts', 'last_name', existing_type=sa.String(length=80), nullable=False)
    op.drop_column('accounts', 'name')


def downgrade() -> None:
    op.add_column('accounts', sa.Column('name', sa.String(), nullable=True))
    op.execute("UPDATE accounts SET name = first_name || ' ' || last_name")
    op.alter_column('accounts', 'name', existing_type=sa.String(), nullable=False)
    op.drop_column('accounts', 'last_name')
    op.drop_column('accounts', 'first_name')
