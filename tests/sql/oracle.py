#!/usr/bin/env python3
"""Real Alembic's answers to pieces of scripts, all in one process.

Reads JSON from standard input: {"head": text, "pieces": [text, …]}.  Each piece is the body of a
function, run by Alembic's operations in offline mode after a head of its own; prints JSON:
{"versions": [Alembic's, SQLAlchemy's], "answers": [{"sql": text} or {"error": text}, …]}."""
import io
import json
import sys
import textwrap
import warnings

warnings.simplefilter("ignore")
import alembic    # noqa: E402
import sqlalchemy    # noqa: E402
from alembic.migration import MigrationContext    # noqa: E402
from alembic.operations import Operations    # noqa: E402


def answer(head, piece):
    out = io.StringIO()
    opts = {"as_sql": True, "literal_binds": True, "output_buffer": out}
    context = MigrationContext.configure(dialect_name="postgresql", opts=opts)
    names = {}
    try:
        with Operations.context(context):
            exec(head, names)
            exec(compile("def upgrade():\n" + textwrap.indent(piece, "    "), "piece", "exec"), names)
            names["upgrade"]()
    except Exception as e:
        return {"error": "%s: %s" % (type(e).__name__, e)}
    return {"sql": out.getvalue()}


def main():
    asked = json.load(sys.stdin)
    head = compile(asked["head"], "head", "exec")
    json.dump({"versions": [alembic.__version__, sqlalchemy.__version__],
               "answers": [answer(head, piece) for piece in asked["pieces"]]}, sys.stdout)


if __name__ == "__main__":
    main()
