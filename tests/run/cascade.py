#!/usr/bin/env python3
"""The cascade: a revision that wraps nine operations in try/except and touches 24 missing tables.

limbeck ends at head in one run; real Alembic fails with InFailedSqlTransaction, because PostgreSQL
refuses everything behind the first failure.  Manifests with `tolerate: [missing]` do the same."""
import os
import re
import shutil

import limbecktest

MISSING = 24

MANIFEST = """\
revision: m002
down_revision: m001
message: {message}
tolerate: [missing]
upgrade:
{operations}
"""


class Cascade(limbecktest.Case):
    def setUp(self):
        super().setUp()
        self.db = self.database()
        self.home = os.path.join(self.directory(), "cascade")
        shutil.copytree(limbecktest.testdata("cascade"), self.home)

    def run_it(self, command):
        return limbecktest.run([*command, "-c", os.path.join(self.home, "alembic.ini"), "upgrade",
                                "head"], env={**self.db.env(), "HOME": self.home})

    def columns(self, table):
        return {row[0] for row in self.db.rows(
            "select column_name from information_schema.columns where table_schema = 'public' and "
            f"table_name = '{table}'")}

    def check_schema(self):
        self.assertEqual({"id", "name", "email", "age"}, self.columns("users"))
        self.assertEqual({"id", "user_id", "amount", "note", "code", "from_plugin_d",
                          "from_plugin_e", "paid"}, self.columns("orders"))
        self.assertEqual(set(), self.columns("scratch"))
        names = {row[0] for row in self.db.rows(
            "select conname from pg_constraint where connamespace = 'public'::regnamespace")}
        self.assertLessEqual({"fk_orders_user", "uq_orders_code"}, names)

    def test_limbeck_ends_at_head_in_one_run(self):
        run = self.run_it([limbecktest.LIMBECK])
        self.assertEqual(0, run.status, run)
        self.assertEqual([("c003",)], self.db.rows("select version_num from alembic_version"))
        self.assertEqual(MISSING, len(re.findall(r"^skipped ", run.out + run.err, re.M)), run)
        self.assertIn(f"{MISSING} operations were skipped", run.out + run.err)
        self.check_schema()

    def test_real_alembic_does_not(self):
        run = self.run_it(limbecktest.ALEMBIC)
        self.assertNotEqual(0, run.status, run)
        self.assertIn("InFailedSqlTransaction", run.err)
        self.assertEqual([(None,)], self.db.rows("select to_regclass('users')"))

    def manifest(self, operations, message="cleanup"):
        versions = os.path.join(self.home, "migrations", "versions")
        for name in os.listdir(versions):
            if name.endswith(".py") or name == "002.yaml":
                os.remove(os.path.join(versions, name))
        with open(os.path.join(versions, "001.yaml"), "w") as f:
            f.write("revision: m001\ndown_revision: null\nmessage: base\nupgrade:\n"
                    "  - execute: CREATE TABLE users (id int PRIMARY KEY, legacy text)\n")
        with open(os.path.join(versions, "002.yaml"), "w") as f:
            f.write(MANIFEST.format(message=message,
                                    operations="\n".join("  - " + line for line in operations)))
        return self.run_it([limbecktest.LIMBECK])

    def test_a_manifest_does_the_same(self):
        operations = []
        for i in range(MISSING):
            operations.append(f"drop_column: {{table: plugin_{i}, column: x}}")
            operations.append(f"add_column: {{table: users, column: {{name: c{i}, type: integer}}}}")
        run = self.manifest(operations)
        self.assertEqual(0, run.status, run)
        self.assertEqual(MISSING, len(re.findall(r"SKIP drop_column plugin_\d+\.x", run.err)), run)
        self.assertEqual(MISSING + 2, len(self.columns("users")))

    def refused(self, operation, part):
        run = self.manifest([operation])
        self.assertEqual(6, run.status, run)
        self.assertIn(part, run.err)
        self.assertEqual([(None,)], self.db.rows("select to_regclass('users')"))

    def test_a_missing_parent_is_not_tolerated(self):
        self.refused("create_foreign_key: {constraint: fk, source_table: users, referent_table: "
                     "nope, local_cols: [id], remote_cols: [id]}", 'relation "nope" does not exist')

    def test_a_missing_type_is_not_tolerated(self):
        self.refused("execute: ALTER TABLE users ADD COLUMN c nope", 'type "nope" does not exist')

    def test_a_foreign_object_of_the_same_name_is_not_tolerated(self):
        self.db.sql("create sequence plugin")
        self.refused("drop_table: {table: plugin}", '"plugin" is not a table')


limbecktest.main()
