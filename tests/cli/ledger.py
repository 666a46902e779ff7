#!/usr/bin/env python3
"""limbeck ledger: the state of limbeck's tables, for people and as JSON, and how to create them."""
import json

import limbecktest


class Ledger(limbecktest.Case):
    def setUp(self):
        self.project_, self.db = self.project(), self.database()
        self.project_.revision("a1", None, upgrade="op.execute('CREATE TABLE t (id int)')")

    def ledger(self, *arguments):
        return self.project_.limbeck(self.db, "ledger", *arguments)

    def test_a_database_without_one(self):
        self.assertEqual("no ledger\n", self.succeeds(self.ledger()).out)
        self.assertEqual({"version": None, "newest": 3, "runs": 0, "last": None},
                         json.loads(self.succeeds(self.ledger("--json")).out))
        self.assertEqual([], self.db.rows("select 1 from pg_namespace where nspname = 'limbeck'"))

    def test_its_last_run(self):
        self.succeeds(self.project_.limbeck(self.db, "upgrade", "head"))
        self.succeeds(self.project_.limbeck(self.db, "stamp", "base"))
        self.project_.revision("a1", None, upgrade="op.execute('SELECT 1/0')")
        self.fails(self.project_.limbeck(self.db, "upgrade", "head"), 6)
        shown = json.loads(self.succeeds(self.ledger("--json")).out)
        last = shown.pop("last")
        self.assertEqual({"version": 3, "newest": 3, "runs": 3}, shown)
        self.assertEqual(("upgrade", "alembic_version", "rolled back", 6, 1),
                         tuple(last[k] for k in ("command", "version_table", "outcome", "status",
                                                 "steps")))
        self.assertIn("division by zero", last["error"])
        self.assertEqual([(last["run"],)], self.db.rows(
            "select run::text from limbeck.run order by began desc limit 1"))
        self.assertRegex(self.succeeds(self.ledger()).out,
                         r"\Aversion 3\nruns 3\nlast \S+Z upgrade of alembic_version by \S+ "
                         r"\(\S+@\S*\): rolled back\n\Z")

    def test_select_is_enough(self):
        self.succeeds(self.project_.limbeck(self.db, "upgrade", "head"))
        self.db.sql(f'ALTER DATABASE "{self.db.name}" SET default_transaction_read_only = on')
        self.assertIn("runs 1\n", self.succeeds(self.ledger()).out)

    def test_the_sql_needs_neither_project_nor_database(self):
        done = limbecktest.run([limbecktest.LIMBECK, "ledger", "--sql", "--role", "a\"b"],
                               cwd=self.directory())
        self.assertIn('GRANT DELETE ON limbeck.partial TO "a""b";\n', self.succeeds(done).out)
        plain = self.succeeds(self.ledger("--sql")).out
        self.db.sql(plain)
        self.assertEqual("version 3\nruns 0\n", self.succeeds(self.ledger()).out)
        self.assertIn("-- GRANT USAGE ON SCHEMA limbeck TO role;\n", plain)

    def test_wrong_uses(self):
        self.fails(self.ledger("--role", "me"), 1, "--role and --from-version need --sql")
        self.fails(self.ledger("--sql", "--from-version=4"), 1, "'4' is no version of the ledger")
        self.fails(self.ledger("--sql", "--from-version=x"), 1, "'x' is no version of the ledger")


if __name__ == "__main__":
    limbecktest.main()
