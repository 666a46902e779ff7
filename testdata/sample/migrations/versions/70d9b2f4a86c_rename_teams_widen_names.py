"""rename teams, widen names

Revision ID: 70d9b2f4a86c
Revises: 6f1e83a5c09d
Create Date: 2025-11-02 19:33:58.412950

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '70d9b2f4a86c'
down_revision = '6f1e83a5c09d'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.rename_table('teams', 'groups')
    op.alter_column('accounts', 'team_id', new_column_name='group_id')
    op.alter_column('groups', 'name', existing_type=sa.String(length=120),
                    type_=sa.Text(), existing_nullable=False)
    op.alter_column('accounts', 'is_active', existing_type=sa.Boolean(),
                    type_=sa.String(length=8), server_default=None,
                    postgresql_using="CASE WHEN is_active THEN 'active' ELSE 'closed' END")
    op.alter_column('accounts', 'is_active', new_column_name='state',
                    server_default='active', comment='active, closed or locked')
    op.drop_index('ix_accounts_team_id', 'accounts')
    op.create_index('ix_accounts_group_id', 'accounts', ['group_id', 'state'])

    bind = op.get_bind()
    closed = bind.execute(sa.text("SELECT id FROM accounts WHERE state = 'closed'")).fetchall()
    for row in closed:
        bind.execute(
            sa.text("INSERT INTO audit_log (what) VALUES (:what)"), {'what': f'closed: {row.id}'}
        )


def downgrade() -> None:
    op.execute("DELETE FROM audit_log WHERE what LIKE 'closed: %'")
    op.drop_index('ix_accounts_group_id', 'accounts')
    op.create_index('ix_accounts_team_id', 'accounts', ['group_id'])
    op.alter_column('accounts', 'state', new_column_name='is_active',
                    server_default=None, comment=None)
    op.alter_column('accounts', 'is_active', type_=sa.Boolean(), nullable=False,
                    postgresql_using="is_active = 'active'")
    op.alter_column('accounts', 'is_active', server_default=sa.true())
    op.alter_column('groups', 'name', type_=sa.String(length=120), existing_nullable=False)
    op.alter_column('accounts', 'group_id', new_column_name='team_id')
    op.rename_table('groups', 'teams')
