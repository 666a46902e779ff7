#!/usr/bin/env python3
"""The snippets of testdata/sql/*.case as revision scripts of a project: limbeck prints what Alembic
1.19 printed, and refuses with exit 4 what Alembic refused."""
import glob
import os
import re
import textwrap

import limbecktest
import record

ENV = """from alembic import context
import sqlalchemy as sa
context.configure(dialect_name="postgresql"%s%s)
with context.begin_transaction():
    context.run_migrations()
"""
HEAD = "\nrevision = 'r0'\ndown_revision = None\n\n\ndef upgrade():\n"


def plain(text):
    return re.sub(r"\n{2,}", "\n\n", text).strip()


def write(project, name, convention, code):
    literal = "" if name.endswith("[named]") else ", literal_binds=True"
    metadata = ", target_metadata=sa.MetaData(naming_convention=%r)" % convention
    project.write("migrations/env.py", ENV % (literal, metadata if convention else ""))
    project.write("migrations/versions/r0.py",
                  record.PRELUDE + HEAD + textwrap.indent(code or "pass\n", "    "))


class Cases(limbecktest.Case):
    def check(self, name, convention, code, want):
        project = self.project()
        write(project, name, convention, code)
        done = project.limbeck(None, "upgrade", "head", "--sql")
        if want.startswith("error"):
            self.fails(done, 4)
            return
        self.succeeds(done)
        found = re.search(r"-- Running upgrade[^\n]*\n\n(.*?)INSERT INTO alembic_version", done.out,
                          re.S)
        self.assertEqual(plain(found[1]), plain(want), code)

    def test_scripts_print_what_alembic_printed(self):
        here = os.path.dirname(os.path.abspath(__file__))
        for path in sorted(glob.glob(os.path.join(here, "../../testdata/sql/*.case"))):
            for name, convention, code, want in record.cases(open(path).read()):
                if not name.endswith("[live]"):
                    with self.subTest(file=os.path.basename(path), name=name):
                        self.check(name, convention, code, want)


if __name__ == "__main__":
    limbecktest.main()
