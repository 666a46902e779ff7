"""the next revision, with what the one before has left"""
from alembic import op
import sqlalchemy as sa

revision = "c003"
down_revision = "c002"


def upgrade():
    op.add_column("orders", sa.Column("paid", sa.Boolean, server_default=sa.false()))
    op.execute("UPDATE orders SET amount = 0 WHERE amount IS NULL")


def downgrade():
    op.drop_column("orders", "paid")
