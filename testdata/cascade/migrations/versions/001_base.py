"""the tables that every installation has"""
from alembic import op
import sqlalchemy as sa

revision = "c001"
down_revision = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("email", sa.String(120)),
        sa.Column("legacy", sa.Text),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer),
        sa.Column("total", sa.Numeric(10, 2)),
        sa.Column("note", sa.Text),
        sa.Column("code", sa.String(20)),
    )
    op.create_table(
        "scratch",
        sa.Column("id", sa.Integer, primary_key=True),
    )
    op.create_index("ix_orders_note", "orders", ["note"])
    op.create_unique_constraint("uq_users_legacy", "users", ["legacy"])


def downgrade():
    op.drop_table("scratch")
    op.drop_table("orders")
    op.drop_table("users")
