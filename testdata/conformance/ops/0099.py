"""An operation or expression as scripts write it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
import enum

revision = 'case0099'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('id', postgresql.UUID(as_uuid=True), server_default=sa.text('gen_random_uuid()'), nullable=False), sa.Column('c', sa.TIMESTAMP(timezone=True), server_default=sa.text('CURRENT_TIMESTAMP')), sa.Column('j', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb")), sa.Column('a', postgresql.ARRAY(sa.TEXT()), server_default=sa.text("ARRAY[]::text[]")), sa.PrimaryKeyConstraint('id', name=op.f('pk')), sa.UniqueConstraint('c', 'j', name='u', deferrable=True, initially='DEFERRED'), sa.ForeignKeyConstraint(('id',), ['o.id'], 'fkname', ondelete='SET NULL'), postgresql_with={'fillfactor': 70})
