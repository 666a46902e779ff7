"""trial plan

Revision ID: 8e35a7c1d2f6
Revises: 70d9b2f4a86c
Create Date: 2025-11-15 12:47:16.093388

"""
from alembic import op

# revision identifiers, used by Alembic.
revision = '8e35a7c1d2f6'
down_revision = '70d9b2f4a86c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE plan ADD VALUE IF NOT EXISTS 'trial' BEFORE 'free'")


def downgrade() -> None:
    # PostgreSQL cannot take a value away from an enum
    pass
