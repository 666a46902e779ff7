"""What a percent sign means where SQL is text."""
from alembic import op
import sqlalchemy as sa

revision = 'live'
down_revision = None


def upgrade():
    op.create_table('t', sa.Column('a', sa.Text, server_default='5%'), sa.CheckConstraint("a LIKE '%5%'", name='ck'))
    op.execute("INSERT INTO t VALUES ('15%'), ('%5')")
    op.execute(sa.text("UPDATE t SET a = a || '%(x)s %%'"))
    op.get_bind().exec_driver_sql("UPDATE t SET a = a || %(y)s || '%%'", {'y': '%y'})
    op.get_bind().exec_driver_sql("UPDATE t SET a = a || '%%'")
    op.execute(sa.DDL("COMMENT ON TABLE t IS '100%%'"))
    print(op.get_bind().execute(sa.text("SELECT a FROM t WHERE a LIKE '%5%' ORDER BY a")).fetchall())


def downgrade():
    op.drop_table('t')
