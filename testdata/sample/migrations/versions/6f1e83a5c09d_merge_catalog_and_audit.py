"""merge catalog and audit

Revision ID: 6f1e83a5c09d
Revises: 4a07e6b3f8d1, 5b62c9d4e173
Create Date: 2025-10-10 10:00:00.000127

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '6f1e83a5c09d'
down_revision = ('4a07e6b3f8d1', '5b62c9d4e173')
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
