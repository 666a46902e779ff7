#!/usr/bin/env python3
"""Records what Alembic prints offline for the snippets of case files (testdata/sql/*.case).

usage: record.py FILE...     run with a Python that imports alembic 1.19 and SQLAlchemy 2.0

A case is a line "# name", lines of Python (the body of upgrade()), "----", and the recorded
answer: the SQL, or "error: " and the exception.  A name that ends in [named] is run without
literal_binds; one in [live] is executed: psycopg2 shows its text and the server, which
LIMBECK_TEST_URL names, gets SELECT 1.  A file prelude.py beside the cases is the head of every
script in place of the one below.  A line "convention {…}" before the Python sets
target_metadata's naming convention."""
import io
import os
import re
import sys
import textwrap

PRELUDE = """
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from datetime import date, datetime, timedelta, timezone
t = sa.table('t', sa.column('a', sa.Integer), sa.column('s', sa.String), sa.column('b', sa.Boolean),
             sa.column('j', postgresql.JSONB), sa.column('k', sa.JSON), sa.column('f', sa.Float),
             sa.column('l', postgresql.ARRAY(sa.Integer)), sa.column('d', sa.DateTime),
             sa.column('n'))
u = sa.table('u', sa.column('id', sa.Integer), sa.column('a', sa.Integer),
             sa.column('s', sa.String), schema='other')
c = t.c
"""


def cases(text):
    """Yields (name, convention or None, code, answer) of a case file."""
    for block in re.split(r"^(?=# )", text, flags=re.M):
        if not block.startswith("# "):
            continue
        name, _, rest = block[2:].partition("\n")
        code, _, answer = rest.partition("----\n")
        found = re.match(r"convention (.*)\n", code)
        yield name, found and eval(found[1]), code[found.end() if found else 0:], answer.strip("\n")


def script(code):
    """The text of a revision script around a snippet."""
    return PRELUDE + "def upgrade():\n" + textwrap.indent(code or "pass\n", "    ")


def run(context, name, code):
    """Runs a snippet; the answer is None or an error."""
    from alembic.operations import Operations
    names = {}
    try:
        with Operations.context(context):
            exec(compile(script(code), name, "exec"), names)
            names["upgrade"]()
    except Exception as e:
        return "error: %s: %s" % (type(e).__name__, str(e).split("\n")[0])


def live(name, code):
    import sqlalchemy
    from alembic.migration import MigrationContext
    engine = sqlalchemy.create_engine(os.environ["LIMBECK_TEST_URL"])
    sent = []
    with engine.connect() as connection:
        @sqlalchemy.event.listens_for(connection, "before_cursor_execute", retval=True)
        def show(conn, cursor, statement, parameters, context, many):
            listed = isinstance(parameters, list)
            for values in parameters if listed else [parameters]:
                sent.append(cursor.mogrify(statement, values).decode().strip() + ";")
            return "SELECT 1", [{}] if listed else {}
        error = run(MigrationContext.configure(connection), name, code)
        connection.rollback()
    return error or "\n\n".join(sent)


def answer(name, convention, code):
    import warnings
    import sqlalchemy
    from alembic.migration import MigrationContext
    warnings.simplefilter("ignore")
    if name.endswith("[live]"):
        return live(name, code)
    out = io.StringIO()
    opts = {"as_sql": True, "literal_binds": not name.endswith("[named]"), "output_buffer": out}
    if convention:
        opts["target_metadata"] = sqlalchemy.MetaData(naming_convention=convention)
    context = MigrationContext.configure(dialect_name="postgresql", opts=opts)
    error = run(context, name, code)
    return error or out.getvalue().strip("\n")


def main(files):
    global PRELUDE
    for path in files:
        prelude = os.path.join(os.path.dirname(path), "prelude.py")
        PRELUDE = open(prelude).read() if os.path.exists(prelude) else PRELUDE
        text = open(path).read()
        head = text[:text.index("# ")] if "# " in text else ""
        out = [head]
        for name, convention, code, _ in cases(text):
            first = "convention %r\n" % (convention,) if convention else ""
            said = answer(name, convention, code)
            out.append("# %s\n%s%s----\n%s\n\n" % (name, first, code, said))
        open(path, "w").write("".join(out))


if __name__ == "__main__":
    main(sys.argv[1:])
