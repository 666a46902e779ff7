#!/usr/bin/env python3
"""Scripts and the executor together: what a failure says, where the queue is settled, signals, the
journal and the ledger of the command itself."""
import os
import re
import signal
import sqlite3
import subprocess
import time

import limbecktest
import proxy


class LiveScripts(limbecktest.Case):
    def upgraded(self, body, status=0, **options):
        self.project_, self.db = self.project(**options), self.database()
        self.project_.revision("a1", None, upgrade=body)
        run = self.project_.limbeck(self.db, "upgrade", "head")
        self.assertEqual(status, run.status, run)
        return run

    def tables(self):
        return [r[0] for r in self.db.rows(
            "select relname from pg_class where relkind = 'r' and relnamespace = "
            "'public'::regnamespace and relname <> 'alembic_version' order by 1")]

    def test_a_failure_names_line_operation_sql_sqlstate_detail_and_hint(self):
        run = self.upgraded("""
            op.execute("CREATE TABLE t (id int PRIMARY KEY)")
            op.execute("INSERT INTO t VALUES (1)")
            op.execute("INSERT INTO t VALUES (1)")
            """, status=6)
        for part in ("operation 3 (execute) of revision a1 failed", "duplicate key value",
                     "SQLSTATE 23505", "Key (id)=(1) already exists.", "SQL: INSERT INTO t VALUES (1)",
                     "a1.py:15", "^^^", "rolled back; database at base"):
            self.assertIn(part, run.err)
        self.assertEqual([], self.tables())

    def test_a_failure_that_a_handler_raises_again_is_the_database_s(self):
        run = self.upgraded("""
            try:
                op.execute("SELECT * FROM nope")
            except Exception:
                raise
            """, status=6)
        self.assertIn("operation 1 (execute) of revision a1 failed", run.err)
        self.assertIn("42P01", run.err)

    def test_a_failure_that_passes_finally(self):
        run = self.upgraded("""
            try:
                op.execute("SELECT * FROM nope")
            finally:
                print("cleaned up")
            """, status=6)
        self.assertIn("cleaned up", run.out)

    def test_a_script_error_behind_a_hidden_failure_is_the_failure(self):
        run = self.upgraded("""
            op.execute("SELECT 1 / 0")
            raise ValueError("later")
            """, status=6)
        self.assertIn("division by zero", run.err)

    def test_entering_a_handler_settles_what_is_in_flight(self):
        """The failure in front of the handler is not the handler's to catch."""
        run = self.upgraded("""
            op.execute("SELECT 1 / 0")
            try:
                op.execute("CREATE TABLE t (id int)")
            except Exception:
                print("caught")
            """, status=6)
        self.assertNotIn("caught", run.out)

    def test_suppress_is_a_handler(self):
        self.upgraded("""
            import contextlib
            op.execute("CREATE TABLE t (id int)")
            with contextlib.suppress(Exception):
                op.drop_table("nope")
            op.execute("CREATE TABLE u (id int)")
            """)
        self.assertEqual(["t", "u"], self.tables())

    def test_connection_execute_is_undone_alone_too(self):
        self.upgraded("""
            bind = op.get_bind()
            try:
                bind.execute(sa.text("INSERT INTO nope VALUES (1)"))
            except sa.exc.ProgrammingError as error:
                print("caught", type(error).__name__)
            op.execute("CREATE TABLE t (id int)")
            """)
        self.assertEqual(["t"], self.tables())

    def test_scripts_without_handlers_wait_twice_for_a_transaction(self):
        project, db = self.project(), self.database()
        project.revision("a1", None, upgrade="\n".join(
            f'op.create_table("t{i}", sa.Column("id", sa.Integer))' for i in range(30)))
        with proxy.Proxy(db.environment) as p:
            url = f"postgresql://postgres@/{db.name}?host={p.directory}"
            run = project.limbeck(db, "upgrade", "head", "--ledger=off", "--url", url)
            self.assertEqual(0, run.status, run)
            trace = p.sessions[0].trace
        self.assertEqual(2, trace[trace.index("P BEGIN"):].count("S"), trace)

    def test_failing_at_every_operation_is_seen_the_same(self):
        """Each operation in turn fails, inside a handler or not: what the script prints and what is
        left do not depend on how far the queue was ahead."""
        for k in range(6):
            body = "\n".join(
                f"op.execute(\"{'SELECT 1 / 0' if i == k else f'CREATE TABLE t{i} (id int)'}\")"
                for i in range(6))
            guarded = "\n".join(
                f"try:\n    {line}\n    print('fine', {i})\nexcept Exception as e:\n"
                f"    print('failed', {i}, type(e).__name__)" for i, line in
                enumerate(body.splitlines()))
            with self.subTest(k=k):
                self.upgraded(body, status=6)
                self.assertEqual([], self.tables())
                run = self.upgraded(guarded)
                self.assertEqual([f"failed {i} DataError" if i == k else f"fine {i}"
                                  for i in range(6)], run.out.split("\n")[:6])
                self.assertEqual([f"t{i}" for i in range(6) if i != k], self.tables())

    def test_rows_that_nobody_holds_are_given_back(self):
        """Each result has 4 MB; a script that reads 600 MB in turns needs only the last ones."""
        project, db = self.project(), self.database()
        project.revision("a1", None, upgrade="""
            for i in range(150):
                rows = op.get_bind().execute(sa.text("SELECT repeat('x', 4000000)")).fetchall()
            """)
        child = subprocess.Popen([limbecktest.LIMBECK, "-q", "upgrade", "head"],
                                 cwd=project.directory, env={**os.environ, **db.env(),
                                                             "LIMBECK_JOURNAL": project.journal})
        _, status, used = os.wait4(child.pid, 0)
        self.assertEqual(0, status)
        self.assertLess(used.ru_maxrss, 450 * 1024)      # 40 MB; sanitizers keep freed memory

    def test_sigint_ends_a_script_that_computes(self):
        project, db = self.project(), self.database()
        project.revision("a1", None, upgrade="""
            op.execute("CREATE TABLE t (id int)")
            print("started")
            while True:
                pass
            """)
        child = subprocess.Popen([limbecktest.LIMBECK, "upgrade", "head"], cwd=project.directory,
                                 env={**os.environ, **db.env(), "LIMBECK_JOURNAL": project.journal},
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(child.kill)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not db.rows(
                "select 1 from pg_stat_activity where application_name = 'limbeck' and state = "
                f"'idle in transaction' and datname = '{db.name}'"):
            time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=limbecktest.HANG)
        self.assertEqual(130, child.returncode, err)
        self.assertIn("rolled back; database at base", err)

    def test_the_command_keeps_journal_and_ledger(self):
        self.upgraded('op.execute("CREATE TABLE t (id int)")')
        with sqlite3.connect(self.project_.journal) as journal:
            runs = journal.execute("select uuid, outcome from run").fetchall()
            sql = journal.execute("select body from event where kind = 'op'").fetchall()
        self.assertEqual(["done"], [outcome for _, outcome in runs])
        self.assertIn("CREATE TABLE t", sql[0][0])
        self.assertIn("a1.py:", sql[0][0])
        self.assertEqual([(runs[0][0], "done")],
                         self.db.rows("select run::text, outcome from limbeck.run"))

    def test_off_is_no_journal_and_no_ledger(self):
        project, db = self.project(), self.database()
        project.revision("a1", None, upgrade='op.execute("CREATE TABLE t (id int)")')
        self.succeeds(project.limbeck(db, "upgrade", "head", "--journal", "off", "--ledger", "off"))
        self.assertFalse(os.path.exists(project.journal))
        self.assertEqual([(None,)], db.rows("select to_regclass('limbeck.run')::text"))

    def test_alembic_does_not_see_the_ledger(self):
        self.upgraded('op.execute("CREATE TABLE t (id int)")')
        run = self.project_.alembic(self.db, "current")
        self.assertEqual(0, run.status, run)
        self.assertTrue(re.search(r"^a1 \(head\)", run.out, re.M), run)

    def test_a_lock_key_shares_the_lock_of_an_env_py(self):
        project, db = self.project(), self.database()
        project.revision("a1", None)
        holder = db.connect()
        self.addCleanup(holder.close)
        holder.cursor().execute("select pg_advisory_lock(4711)")
        wait = ["--lock-wait", "300ms"]
        run = project.limbeck(db, "upgrade", "head", "--lock-key", "4711", *wait)
        self.fails(run, 5, "another run is at work")
        self.fails(project.limbeck(db, "upgrade", "head", "--lock-key", "x1"), 1, "'x1' is no key")
        self.succeeds(project.limbeck(db, "upgrade", "head", *wait))

    def test_a_lock_timeout_as_a_setting(self):
        project, db = self.project(), self.database()
        db.sql("create table t (id int)")
        holder = db.connect(autocommit=False)
        self.addCleanup(holder.close)
        holder.cursor().execute("lock table t in access exclusive mode")
        project.revision("a1", None, upgrade='op.execute("ALTER TABLE t ADD COLUMN c int")')
        run = project.limbeck(db, "upgrade", "head", "--lock-timeout", "100ms", "--lock-wait", "500ms")
        self.assertEqual(5, run.status, run)


limbecktest.main()
