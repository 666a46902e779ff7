"""genres and formats of books

Revision ID: 4a07e6b3f8d1
Revises: 3c94d1e07b52
Create Date: 2025-10-03 14:22:10.338127

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '4a07e6b3f8d1'
down_revision = '3c94d1e07b52'
branch_labels = ('catalog',)
depends_on = None

LOOKUPS = {
    'genres': ['novel', 'poetry', "children's"],
    'formats': ['paperback', 'hardcover', 'e-book'],
}


def create_lookup(name, *extra):
    """A table of names, and a column of books that refers to it."""
    table = op.create_table(
        name,
        sa.Column('id', sa.Integer(), sa.Identity(), primary_key=True),
        sa.Column('name', sa.String(40), nullable=False),
        *extra,
        sa.UniqueConstraint('name', name=f'uq_{name}_name'),
    )
    column = name[:-1] + '_id'
    op.add_column('books', sa.Column(column, sa.Integer(), nullable=True))
    op.create_foreign_key(f'fk_books_{column}', 'books', name, [column], ['id'])
    return table


def upgrade() -> None:
    for name, values in LOOKUPS.items():
        table = create_lookup(name, sa.Column('rank', sa.Integer(), server_default='0'))
        op.bulk_insert(table, [{'name': value, 'rank': i} for i, value in enumerate(values, 1)])


def downgrade() -> None:
    for name in reversed(list(LOOKUPS)):
        column = name[:-1] + '_id'
        op.drop_constraint(f'fk_books_{column}', 'books', type_='foreignkey')
        op.drop_column('books', column)
        op.drop_table(name)
