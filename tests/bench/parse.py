#!/usr/bin/env python3
"""Reading scripts: parsing the standard library beside CPython's ast.parse(), and the headers of
10,000 revisions beside cat."""
import os
import shutil
import sys
import tempfile

import limbeckbench
import limbecktest

REVISIONS = 10000
PARSE = """import ast, sys
for path in sys.stdin:
    with open(path.strip(), "rb") as f:
        try: ast.parse(f.read())
        except (SyntaxError, ValueError): pass
"""


def library():
    for folder, _, files in os.walk(os.path.dirname(os.__file__)):
        if "packages" not in folder:
            yield from (os.path.join(folder, f) for f in sorted(files) if f.endswith(".py"))


def script(number):
    """A revision as autogenerate writes it, of about 2 kB."""
    columns = "\n".join("        sa.Column('column_%d', sa.String(%d), nullable=False)," % (i, i)
                        for i in range(20))
    return ('"""revision %d\n\nRevision ID: %012x\nRevises: %012x\nCreate Date: 2025-01-01\n\n"""\n'
            "from alembic import op\nimport sqlalchemy as sa\n\n\n"
            "# revision identifiers, used by Alembic.\nrevision = '%012x'\ndown_revision = '%012x'\n"
            "branch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n"
            "    op.create_table('t%d',\n%s\n    )\n\n\ndef downgrade():\n    op.drop_table('t%d')\n"
            % (number, number, number - 1, number, number - 1, number, columns, number))


def shell(command, names):
    return ["sh", "-c", command + " < " + names + " > /dev/null"]


def names_file(directory, name, paths):
    path = os.path.join(directory, name)
    with open(path, "w", encoding="utf-8") as f:
        f.write("".join(p + "\n" for p in paths))
    return path


def main():
    directory = tempfile.mkdtemp(prefix="limbeck-bench-")
    programs = os.path.join(limbecktest.BUILDDIR, "tests/py/")
    try:
        files = names_file(directory, "library", library())
        limbeckbench.compare(
            "parsing the standard library",
            [limbeckbench.Peer("limbeck", shell(programs + "parse_main", files), directory, {}),
             limbeckbench.Peer("CPython", shell("%s -W ignore -c '%s'" % (sys.executable, PARSE),
                                                files), directory, {})],
            base="CPython", bound=("limbeck", 0.5))
        paths = [os.path.join(directory, "%05d.py" % i) for i in range(1, REVISIONS + 1)]
        for number, path in enumerate(paths, 1):
            with open(path, "w", encoding="utf-8") as f:
                f.write(script(number))
        headers = names_file(directory, "revisions", paths)
        limbeckbench.compare(
            "headers of %d revisions" % REVISIONS,
            [limbeckbench.Peer("limbeck", shell(programs + "header_main 1", headers), directory, {}),
             limbeckbench.Peer("cat", shell("xargs cat", headers), directory, {})],
            base="cat", bound=("limbeck", 2))
    finally:
        shutil.rmtree(directory)


main()
