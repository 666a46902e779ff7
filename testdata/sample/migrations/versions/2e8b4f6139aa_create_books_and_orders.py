"""create books and orders

Revision ID: 2e8b4f6139aa
Revises: 1d5a7c20e9b4
Create Date: 2025-09-08 16:40:02.771205

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = '2e8b4f6139aa'
down_revision = '1d5a7c20e9b4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'books',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('isbn', sa.CHAR(13), nullable=False, unique=True),
        sa.Column('title', sa.Text(), nullable=False, comment='as printed on the cover'),
        sa.Column('price', sa.Numeric(precision=10, scale=2), nullable=False),
        sa.Column('published', sa.Date(), index=True),
        sa.Column('weight', sa.Float()),
        sa.CheckConstraint('price >= 0', name='ck_books_price'),
        comment='what can be ordered',
    )
    op.create_table(
        'orders',
        sa.Column('account_id', postgresql.UUID(), nullable=False),
        sa.Column('book_id', sa.Integer(), sa.ForeignKey('books.id'), nullable=False),
        sa.Column('copies', sa.SmallInteger(), server_default=sa.text('1'), nullable=False),
        sa.Column('ordered_at', sa.TIMESTAMP(), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint('account_id', 'book_id', 'ordered_at', name='pk_orders'),
    )
    op.create_foreign_key(
        'fk_orders_account', 'orders', 'accounts', ['account_id'], ['id'],
        ondelete='CASCADE', deferrable=True, initially='DEFERRED',
    )
    op.create_index('ix_orders_recent', 'orders', ['book_id', sa.text('ordered_at DESC')])
    op.create_index(
        'ix_orders_bulk', 'orders', ['account_id'],
        postgresql_where=sa.text('copies > 10'), postgresql_using='btree',
    )


def downgrade() -> None:
    op.drop_table('orders')
    op.drop_table('books')
