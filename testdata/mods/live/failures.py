"""What scripts catch, and what they can learn from it."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy import exc

revision = 'live'
down_revision = None


def attempt(what, *arguments, **keywords):
    bind = op.get_bind()
    try:
        with bind.begin_nested():
            what(*arguments, **keywords)
        print('done')
    except exc.ProgrammingError as e:
        print(type(e).__name__, type(e.orig).__name__, e.orig.pgcode, str(e.orig).splitlines()[0])
    except exc.IntegrityError as e:
        print('integrity', e.orig.pgcode, e.orig.diag.constraint_name, e.orig.diag.table_name)
    except exc.DBAPIError as e:
        print('other', type(e).__name__, e.orig.pgcode)
    except (ValueError, TypeError, exc.SQLAlchemyError) as e:
        print(type(e).__name__, e)


def upgrade():
    op.create_table('t', sa.Column('id', sa.Integer, primary_key=True),
                    sa.Column('n', sa.Integer, sa.CheckConstraint('n > 0', name='positive')))
    attempt(op.add_column, 'missing', sa.Column('x', sa.Integer))
    attempt(op.drop_column, 't', 'missing')
    attempt(op.create_table, 't', sa.Column('id', sa.Integer))
    attempt(op.execute, 'SELEC 1')
    attempt(op.execute, 'INSERT INTO t VALUES (1, 1)')
    attempt(op.execute, 'INSERT INTO t VALUES (1, 1)')
    attempt(op.execute, 'INSERT INTO t VALUES (2, -1)')
    attempt(op.execute, 'SELECT 1 / 0')
    attempt(op.execute, "SELECT 'x'::integer")
    attempt(op.create_index, 'ix', 't', ['missing'])
    attempt(op.create_foreign_key, 'fk', 't', 'missing', ['n'], ['id'])
    attempt(op.drop_constraint, 'missing', 't')
    attempt(op.batch_alter_table, 't', recreate='perhaps')
    attempt(op.get_bind().execute, sa.text('SELECT * FROM missing'))
    attempt(op.get_bind().execute, 5)
    attempt(sa.Enum, 'a', 'bbb', length=1, native_enum=False)
    attempt(sa.Column, 'a', 'b')
    print(op.get_bind().execute(sa.text('SELECT * FROM t')).fetchall())


def downgrade():
    op.drop_table('t')
