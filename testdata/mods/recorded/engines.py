"""Second connections through the engine, transactions and savepoints of scripts."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm import Session

revision = 'live'
down_revision = None


def tried(what, fn):
    try:
        print(what, fn())
    except Exception as e:
        print(what, type(e).__name__, str(e).split('\n')[0][:120])


def count(connection):
    return connection.execute(sa.text('SELECT count(*) FROM noted')).scalar()


def upgrade():
    bind = op.get_bind()
    engine = bind.engine
    print(engine.name, engine.dialect.name, engine.driver)
    with engine.begin() as connection:
        connection.execute(sa.text('CREATE TABLE noted (id int PRIMARY KEY)'))
        print(connection.in_transaction(), connection.closed)
    with engine.connect() as connection:
        print(connection.in_transaction())
        connection.execute(sa.text('INSERT INTO noted VALUES (1)'))
        print(connection.in_transaction())
    print('rolled back', count(bind))
    with engine.connect() as connection:
        connection.execute(sa.text('INSERT INTO noted VALUES (2)'))
        connection.commit()
        connection.execute(sa.text('INSERT INTO noted VALUES (3)'))
        connection.rollback()
    print('committed', count(bind))
    with engine.connect() as connection:
        with connection.begin():
            connection.execute(sa.text('INSERT INTO noted VALUES (4)'))
            nested = connection.begin_nested()
            connection.execute(sa.text('INSERT INTO noted VALUES (5)'))
            nested.rollback()
            with connection.begin_nested():
                connection.execute(sa.text('INSERT INTO noted VALUES (6)'))
            tried('again', connection.begin)
        trans = connection.begin()
        connection.execute(sa.text('INSERT INTO noted VALUES (7)'))
        print(trans.is_active)
        trans.rollback()
        print(trans.is_active)
        trans = connection.begin()
        connection.execute(sa.text('INSERT INTO noted VALUES (8)'))
        trans.commit()
        print(connection.in_transaction())
    print('nested', [row[0] for row in bind.execute(sa.text('SELECT id FROM noted ORDER BY id'))])
    tried('closed', lambda: connection.execute(sa.text('SELECT 1')))
    print(connection.closed)
    try:
        with engine.begin() as connection:
            connection.execute(sa.text('INSERT INTO noted VALUES (9)'))
            raise KeyError('x')
    except KeyError:
        print('raised', count(bind))
    with engine.connect().execution_options(isolation_level='AUTOCOMMIT') as connection:
        connection.execute(sa.text('INSERT INTO noted VALUES (10)'))
        connection.exec_driver_sql('CREATE INDEX CONCURRENTLY noted_x ON noted (id)')
        connection.rollback()
    with engine.execution_options(isolation_level='AUTOCOMMIT').connect() as connection:
        connection.execute(sa.text('VACUUM noted'))
        connection.exec_driver_sql('INSERT INTO noted VALUES (%s)', (11,))
    print('autocommit', count(bind))
    tried('isolation', lambda: bind.execution_options(isolation_level='AUTOCOMMIT') is bind)
    tried('begin', lambda: bind.begin())
    print(bind.in_transaction(), bind.execution_options(stream_results=False) is bind)
    outer = bind.begin_nested()
    bind.execute(sa.text('INSERT INTO noted VALUES (20)'))
    inner = bind.begin_nested()
    bind.execute(sa.text('INSERT INTO noted VALUES (21)'))
    inner.rollback()
    outer.commit()
    print(outer.is_active, inner.is_active)
    with Session(engine) as session:
        session.execute(sa.text('INSERT INTO noted VALUES (30)'))
        session.commit()
        session.execute(sa.text('INSERT INTO noted VALUES (31)'))
        session.rollback()
    with Session(bind=bind) as session:
        with session.begin_nested():
            session.execute(sa.text('INSERT INTO noted VALUES (32)'))
        session.commit()
    print(sorted(row[0] for row in bind.execute(sa.text('SELECT id FROM noted'))))
    connection = engine.connect()
    connection.execute(sa.text('SELECT 1'))
    connection.close()
    connection.close()
    tried('nested closed', lambda: connection.begin_nested())
    engine.dispose()
    with engine.connect() as connection:
        tried('syntax', lambda: connection.execute(sa.text('SELEC')))
        connection.rollback()
        print(connection.scalar(sa.text('SELECT 1')), connection.execute(sa.select(sa.literal(5))).scalar_one())


def downgrade():
    with op.get_bind().engine.begin() as connection:
        connection.execute(sa.text('DROP TABLE noted'))
