#!/usr/bin/env python3
"""--sql around the operations: BEGIN and COMMIT, the version table, its rows, autocommit blocks and
what scripts print, compared with recorded answers of Alembic 1.19 (testdata/offline/NAME.sql).

With LIMBECK_RECORD set the answers are recorded from the Alembic of LIMBECK_ALEMBIC_PATH."""
import os

import limbecktest

ENV = '''\
from alembic import context

context.configure(dialect_name="postgresql", literal_binds=True%s)
with context.begin_transaction():
    context.run_migrations()
'''

BODY = '''print("{way} {name}")
op.execute("SELECT '{way} {name}'")'''

BLOCK = '''with op.get_context().autocommit_block():
    op.execute("CREATE INDEX CONCURRENTLY ix ON t (id)")
op.execute("SELECT 'behind'")'''

GRAPH = [("a", None), ("b", "a"), ("c", "b"), ("d", "b"), ("e", ("c", "d"))]

EACH = ", transaction_per_migration=True"
CASES = {
    "run": ("", ["upgrade", "head"]),
    "run_down": ("", ["downgrade", "d:base"]),
    "range": ("", ["upgrade", "b:e"]),
    "empty_range": ("", ["upgrade", "e:e"]),
    "each": (EACH, ["upgrade", "head"]),
    "each_down": (EACH, ["downgrade", "d:base"]),
    "each_empty": (EACH, ["upgrade", "e:e"]),
    "table": (', version_table="My Ver", version_table_schema="s%x"', ["upgrade", "head"]),
    "table_down": (', version_table="My Ver", version_table_schema="odd"', ["downgrade", "d:base"]),
    "no_key": (", version_table_pk=False", ["upgrade", "b"]),
    "no_ddl": (", transactional_ddl=False", ["upgrade", "b"]),
    "relative": ("", ["upgrade", "+2"]),
}


class Offline(limbecktest.Case):
    def made(self, configure):
        project = self.project()
        project.write("migrations/env.py", ENV % configure)
        for name, down in GRAPH:
            project.revision(name, down, upgrade=BODY.format(way="up", name=name)
                             + ("\n" + BLOCK if name == "b" else ""),
                             downgrade=BODY.format(way="down", name=name))
        return project

    def test_what_stands_around_the_operations(self):
        for name, (configure, arguments) in CASES.items():
            with self.subTest(name):
                path = limbecktest.testdata("offline", name + ".sql")
                project = self.made(configure)
                if os.environ.get("LIMBECK_RECORD"):
                    with open(path, "w") as f:
                        f.write(self.succeeds(project.alembic(None, *arguments, "--sql")).out)
                run = self.succeeds(project.limbeck(None, *arguments, "--sql"))
                with open(path) as f:
                    self.assertEqual(f.read().rstrip(), run.out.rstrip(), run)

    def test_nothing_is_printed_unless_all_of_it_is_there(self):
        project = self.made("")
        project.revision("f", "e", upgrade='op.execute("SELECT 1")\nraise ValueError("no")')
        run = project.limbeck(None, "upgrade", "head", "--sql")
        self.assertEqual(4, run.status, run)
        self.assertEqual("", run.out)
        self.assertIn("ValueError: no", run.err)

    def test_the_printed_text_leaves_what_the_run_leaves(self):
        project = self.project()
        project.revision("a", None, upgrade='op.create_table("t", sa.Column("id", sa.Integer))')
        project.revision("b", "a", upgrade='op.add_column("t", sa.Column("n", sa.Text))')
        ran, printed = self.database(), self.database()
        self.succeeds(project.limbeck(ran, "upgrade", "head"))
        printed.sql(self.succeeds(project.limbeck(printed, "upgrade", "head", "--sql")).out)
        self.assertEqual(ran.dump(data=True), printed.dump(data=True))


limbecktest.main()
