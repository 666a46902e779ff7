#!/usr/bin/env python3
"""Runs of the executor beside other sessions, signals, limits and the wire: what a case as data
cannot say."""
import os
import signal
import subprocess
import threading
import time

import limbecktest
import proxy

TOOL = os.environ.get("LIMBECK_EXEC_TOOL",
                      os.path.join(limbecktest.BUILDDIR, "tests", "run", "exec_tool"))


def eventually(check):
    """Waits for something that is about to happen; the guard is ten times what it takes."""
    deadline = time.monotonic() + 30
    while not check():
        if time.monotonic() > deadline:
            raise AssertionError("it did not happen")
        time.sleep(0.02)


class Runs(limbecktest.Case):
    def setUp(self):
        super().setUp()
        self.db = self.database()
        self.other = self.db.connect()
        self.addCleanup(self.other.close)

    def conninfo(self, host=None, **more):
        env = self.db.environment
        words = {"host": host or env["PGHOST"], "user": env["PGUSER"], "dbname": self.db.name, **more}
        return " ".join(f"{k}={v}" for k, v in words.items())

    def tool(self, steps, *flags, host=None, **more):
        return limbecktest.run([TOOL, self.conninfo(host, **more), *flags], stdin=steps)

    def start(self, steps, *flags):
        child = subprocess.Popen([TOOL, self.conninfo(), *flags], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, text=True)
        child.stdin.write(steps)
        child.stdin.close()
        child.stdin = None
        self.addCleanup(child.kill)
        return child

    def sql(self, text):
        with self.other.cursor() as cursor:
            cursor.execute(text)
            return cursor.fetchall() if cursor.description else None

    def sleeping(self):
        return self.sql("select 1 from pg_stat_activity where query like '%pg_sleep(33)%' and pid "
                        f"<> pg_backend_pid() and datname = '{self.db.name}' and state = 'active'")

    def waiting(self):
        return self.sql("select 1 from pg_locks l join pg_stat_activity a using (pid) where not "
                        f"l.granted and a.datname = '{self.db.name}'")

    def heads(self):
        if self.sql("select to_regclass('alembic_version')") == [(None,)]:
            return []
        return [r[0] for r in self.sql("select version_num from alembic_version order by 1")]

    # signals

    def check_signal(self, number, status):
        child = self.start("step a1\ndo CREATE TABLE t (id int)\ndo SELECT pg_sleep(33)\n")
        eventually(self.sleeping)
        child.send_signal(number)
        out, _ = child.communicate(timeout=limbecktest.HANG)
        self.assertEqual(status, child.returncode, out)
        self.assertIn("interrupted by", out)
        self.assertIn("rolled back; database at base", out)
        self.assertEqual([], self.heads())
        self.assertFalse(self.sleeping())

    def test_sigint_cancels_and_rolls_back(self):
        self.check_signal(signal.SIGINT, 130)

    def test_sigterm_cancels_and_rolls_back(self):
        self.check_signal(signal.SIGTERM, 143)

    def test_a_signal_in_a_handler_is_not_handled(self):
        child = self.start("step a1\ntry SELECT pg_sleep(33)\ndo CREATE TABLE t (id int)\n")
        eventually(self.sleeping)
        child.send_signal(signal.SIGINT)
        out, _ = child.communicate(timeout=limbecktest.HANG)
        self.assertEqual(130, child.returncode, out)
        self.assertNotIn("sees", out)

    def test_seven_wins_over_a_signal(self):
        child = self.start("step a1\ndo CREATE TABLE t (id int)\ncommit\ndo SELECT pg_sleep(33)\n")
        eventually(self.sleeping)
        child.send_signal(signal.SIGTERM)
        out, _ = child.communicate(timeout=limbecktest.HANG)
        self.assertEqual(7, child.returncode, out)

    # one at a time

    def test_a_second_run_waits_and_finds_nothing_to_do(self):
        steps = "step a1\ndo SELECT pg_sleep(1)\ndo CREATE TABLE t (id int)\n"
        children = [self.start(steps) for _ in range(3)]
        outs = [child.communicate(timeout=limbecktest.HANG)[0] for child in children]
        self.assertEqual([0, 0, 0], [child.returncode for child in children], outs)
        self.assertEqual(1, sum("committed base -> a1" in out for out in outs), outs)

    def test_a_run_that_may_not_wait_ends_with_five(self):
        child = self.start("step a1\ndo SELECT pg_sleep(33)\n")
        eventually(self.sleeping)
        run = self.tool("step a1\n", "--lock-wait", "300000")
        self.assertEqual(5, run.status, run)
        self.assertIn("another run is at work on version table 'alembic_version'", run.out)
        child.send_signal(signal.SIGINT)
        child.communicate()

    def test_at_head_the_lock_is_not_needed(self):
        self.assertEqual(0, self.tool("step a1\n").status)
        child = self.start("step a1\nstep a2\ndo SELECT pg_sleep(33)\n")
        eventually(self.sleeping)
        self.assertEqual(0, self.tool("step a1\n", "--lock-wait", "1").status)
        child.send_signal(signal.SIGINT)
        child.communicate()

    def test_a_stray_alembic_stops_at_its_version_update(self):
        self.assertEqual(0, self.tool("step a1\n").status)
        child = self.start("step a1\nstep a2\ndo SELECT pg_sleep(33)\n")
        eventually(self.sleeping)
        self.sql("set lock_timeout = '200ms'")
        with self.assertRaisesRegex(Exception, "lock timeout"):
            self.sql("update alembic_version set version_num = 'zz'")
        child.send_signal(signal.SIGINT)
        child.communicate()
        self.assertEqual(["a1"], self.heads())

    # locks of others

    def test_a_lock_timeout_is_retried_at_its_savepoint(self):
        self.sql("create table t (id int)")
        holder = self.db.connect(autocommit=False)
        self.addCleanup(holder.close)
        holder.cursor().execute("lock table t in access exclusive mode")
        child = self.start("step a1\ndo SET lock_timeout = '300ms'\ndo CREATE TABLE u (id int)\n"
                           "do ALTER TABLE t ADD COLUMN c int\n")
        eventually(self.waiting)
        time.sleep(0.5)
        holder.rollback()
        out, _ = child.communicate(timeout=limbecktest.HANG)
        self.assertEqual(0, child.returncode, out)
        self.assertIn("trying again", out)
        self.assertNotIn("rolled back", out)

    def test_with_a_strong_lock_the_whole_transaction_is_repeated(self):
        self.sql("create table t (id int); create table v (id int)")
        holder = self.db.connect(autocommit=False)
        self.addCleanup(holder.close)
        holder.cursor().execute("lock table t in access exclusive mode")
        child = self.start("step a1\ndo SET lock_timeout = '300ms'\n"
                           "do ALTER TABLE v ADD COLUMN c int\ndo ALTER TABLE t ADD COLUMN c int\n")
        eventually(self.waiting)
        eventually(lambda: not self.waiting())
        holder.rollback()
        out, _ = child.communicate(timeout=limbecktest.HANG)
        self.assertEqual(0, child.returncode, out)
        self.assertIn("rolled back, trying again", out)
        self.assertEqual(["a1"], self.heads())

    def test_patience_with_locks_of_others_ends(self):
        self.sql("create table t (id int)")
        holder = self.db.connect(autocommit=False)
        self.addCleanup(holder.close)
        holder.cursor().execute("lock table t in access exclusive mode")
        run = self.tool("step a1\ndo SET lock_timeout = '100ms'\n"
                        "do ALTER TABLE t ADD COLUMN c int\n", "--lock-wait", "700000")
        self.assertEqual(5, run.status, run)
        self.assertIn("trying again", run.out)
        self.assertIn("operation 2 (execute) of revision a1 failed: canceling statement due to lock "
                      "timeout", run.out)
        self.assertEqual([], self.heads())

    def test_a_version_table_that_is_locked_is_waited_for(self):
        self.assertEqual(0, self.tool("step a1\n").status)
        holder = self.db.connect(autocommit=False)
        self.addCleanup(holder.close)
        holder.cursor().execute("lock table alembic_version in access exclusive mode")
        self.sql(f"alter database {self.db.name} set lock_timeout = '300ms'")
        run = self.tool("step a1\nstep a2\n", "--lock-wait", "500000")
        self.assertEqual(5, run.status, run)
        holder.rollback()
        self.assertEqual(0, self.tool("step a1\nstep a2\n").status)

    def test_a_deadlock_repeats_the_transaction(self):
        self.sql("create table t (id int); create table u (id int)")
        holder = self.db.connect(autocommit=False)
        self.addCleanup(holder.close)
        with holder.cursor() as cursor:
            cursor.execute("set deadlock_timeout = '60s'; lock table u in access exclusive mode")
        child = self.start("step a1\ndo ALTER TABLE t ADD COLUMN c int\n"
                           "do ALTER TABLE u ADD COLUMN c int\n")
        eventually(self.waiting)

        def cross():
            with holder.cursor() as cursor:
                cursor.execute("lock table t in access exclusive mode")
            holder.rollback()
        thread = threading.Thread(target=cross)
        thread.start()
        out, _ = child.communicate(timeout=limbecktest.HANG)
        thread.join()
        self.assertEqual(0, child.returncode, out)
        self.assertIn("deadlock detected", out)
        self.assertIn("rolled back, trying again", out)

    def test_who_holds_the_lock_is_named(self):
        self.sql("create table t (id int)")
        holder = self.db.connect(autocommit=False)
        self.addCleanup(holder.close)
        holder.cursor().execute("lock table t in access exclusive mode /* the culprit */")
        child = self.start("step a1\ndo ALTER TABLE t ADD COLUMN c int\n")
        eventually(self.waiting)
        time.sleep(1.5)
        holder.rollback()
        out, _ = child.communicate(timeout=limbecktest.HANG)
        self.assertIn("waiting for a lock that is held by process", out)
        self.assertIn("the culprit", out)

    # servers

    def test_a_read_only_server_is_refused_only_when_there_is_something_to_do(self):
        self.assertEqual(0, self.tool("step a1\n").status)
        self.sql(f"alter database {self.db.name} set default_transaction_read_only = on")
        self.assertEqual(0, self.tool("step a1\n").status)
        run = self.tool("step a1\nstep a2\n")
        self.assertEqual(1, run.status, run)
        self.assertIn("is read-only", run.out)

    def test_a_database_that_is_not_there(self):
        run = self.tool("step a1\n", dbname="nope")
        self.assertEqual(1, run.status)
        self.assertIn('database "nope" does not exist', run.out)

    def test_a_refused_connection_names_no_password(self):
        run = self.tool("step a1\n", host="127.0.0.1", port=1, password="secret")
        self.assertEqual(1, run.status)
        self.assertIn("Connection refused", run.out)
        self.assertNotIn("secret", run.out + run.err)

    def test_a_server_that_is_not_there_yet_is_waited_for(self):
        directory = self.directory()
        found = os.path.join(self.db.environment["PGHOST"], ".s.PGSQL.5432")
        later = threading.Timer(1, os.symlink, (found, os.path.join(directory, ".s.PGSQL.5432")))
        later.start()
        run = self.tool("step a1\n", "--connect-wait", "20000000", host=directory)
        later.join()
        self.assertEqual(0, run.status, run)
        # a server that answers and refuses is not asked again: the harness would take it to hang
        run = self.tool("step a1\n", "--connect-wait", "600000000", dbname="nope")
        self.assertEqual(1, run.status, run)

    def test_an_unknown_host(self):
        run = self.tool("step a1\n", host="nope.invalid")
        self.assertEqual(1, run.status)
        self.assertIn("could not translate host name", run.out)

    def test_a_pooler_by_transaction_is_refused_before_anything_is_done(self):
        with proxy.Pooler(self.db.environment, self.db.name) as p:
            run = self.tool("step a1\ndo CREATE TABLE t (id int)\n", host=p.directory)
        self.assertEqual(1, run.status, run)
        self.assertIn("a pooler hands out the server's sessions by transaction", run.out)
        self.assertEqual([(None,)], self.sql("select to_regclass('t')"))

    # the wire

    def wire(self, steps, *flags, **more):
        with proxy.Proxy(self.db.environment, **more) as p:
            run = self.tool(steps, *flags, host=p.directory)
            self.assertEqual(0, run.status, run)
            return p.sessions[0], run

    def test_at_most_sixty_savepoints_are_released_in_a_transaction(self):
        steps = "step a1\n" + "".join(f"do CREATE TABLE t{i} (id int)\n" for i in range(100))
        session, _ = self.wire(steps)
        self.assertEqual(60, session.trace.count("P RELEASE SAVEPOINT limbeck"))
        self.assertEqual(100, len([s for s in session.trace if s.startswith("P CREATE TABLE t")]))

    def test_past_the_bound_a_handler_still_has_its_savepoint(self):
        steps = ("step a1\n" + "".join(f"do CREATE TABLE t{i} (id int)\n" for i in range(70))
                 + "try DROP TABLE nope\ndo CREATE TABLE u (id int)\n")
        _, run = self.wire(steps)
        self.assertIn("--transaction=revision", run.out)
        self.assertIn("sees failed 42P01", run.out)

    def test_two_round_trips_for_a_transaction_and_one_for_a_result(self):
        """Beyond connecting, reading, locking and reading again, which each run does once."""
        steps = "step a1\n" + "".join(f"do CREATE TABLE t{i} (id int)\n" for i in range(40))
        session, _ = self.wire(steps)
        once = session.trace.index("P BEGIN")
        fixed = session.trace[:once].count("S")
        self.assertEqual(2, session.trace[once:].count("S"))
        self.assertLessEqual(session.round_trips, 1 + fixed + 2)
        self.sql("drop table alembic_version")
        steps = "step a1\nrows SELECT 1\nrows SELECT 2\ndo CREATE TABLE u (id int)\n"
        session, _ = self.wire(steps)
        once = session.trace.index("P BEGIN")
        self.assertEqual(4, session.trace[once:].count("S"))

    def test_what_is_in_flight_is_bounded(self):
        steps = "step a1\n" + "".join(f"do SELECT {i}\n" for i in range(1000))
        session, _ = self.wire(steps)
        longest = max(len(part.split("|")) for part in "|".join(session.trace).split("|S|"))
        self.assertLessEqual(longest, 256 + 3)
        text = "x" * 60000
        steps = "step a1\nstep a2\n" + "".join(f"do SELECT '{text}'\n" for _ in range(40))
        session, _ = self.wire(steps)
        once = session.trace.index("P BEGIN")
        self.assertGreaterEqual(session.trace[once:].count("S"), 2 + 2)

    def test_latency_is_paid_per_transaction(self):
        steps = "step a1\n" + "".join(f"do CREATE TABLE t{i} (id int)\n" for i in range(100))
        begun = time.monotonic()
        self.wire(steps, delay=0.02)
        print(f"100 operations with 40 ms of round trip: {time.monotonic() - begun:.2f} s")

    # what is remembered

    def journal(self, path):
        import sqlite3
        with sqlite3.connect(path) as c:
            return (c.execute("select uuid, outcome from run order by id").fetchall(),
                    c.execute("select run, kind, step, op, body from event order by id").fetchall())

    def test_the_journal_has_every_operation_and_its_outcome(self):
        path = os.path.join(self.directory(), "journal.db")
        run = self.tool("step a1 tolerate=missing\ndo CREATE TABLE t (id int)\ntry SELECT 1 / 0\n"
                        "op drop_table table_name=nope\nstep a2\ndo CREATE TABLE u (id int)\n",
                        "--journal", path, "--ledger")
        self.assertEqual(0, run.status, run)
        runs, events = self.journal(path)
        self.assertEqual(["done"], [outcome for _, outcome in runs])
        kinds = [(kind, step, op) for _, kind, step, op, _ in events]
        self.assertEqual([("step", 1, 0), ("op", 1, 1), ("op", 1, 2), ("skip", 1, 3),
                          ("step", 2, 0), ("op", 2, 1), ("settled", 2, 0), ("end", 0, 0)],
                         sorted(kinds, key=lambda k: (k[1] or 9, k[0] == "settled", k[2])))
        self.assertIn("22012", events[2][4] + events[3][4])
        ledger = self.sql("select run::text, outcome from limbeck.run")
        self.assertEqual([(runs[0][0], "done")], ledger)
        self.assertEqual([("drop_table", "nope", "42P01")],
                         self.sql("select name, target, sqlstate from limbeck.skip"))
        self.assertEqual([("a1",), ("a2",)],
                         self.sql("select revision from limbeck.step order by number"))

    def test_a_named_journal_must_be_usable_and_the_default_need_not(self):
        steps = "step a1\ndo CREATE TABLE t (id int)\n"
        run = self.tool(steps, "--journal", "/proc/nope/journal.db")
        self.assertEqual(1, run.status, run)
        self.assertIn("cannot make the directory of the journal '/proc/nope/journal.db'", run.out)
        self.assertEqual([], self.heads())
        run = self.tool(steps, "--journal", "/proc/nope/journal.db", "--journal-default")
        self.assertEqual(0, run.status, run)
        self.assertIn("going on without the journal", run.out)

    def test_a_journal_that_fails_later_does_not_fail_the_run(self):
        import sqlite3
        path = os.path.join(self.directory(), "journal.db")
        self.assertEqual(0, self.tool("step a1\n", "--journal", path).status)
        with sqlite3.connect(path) as c:
            c.execute("create trigger full before insert on event begin "
                      "select raise(abort, 'disk full'); end")
        run = self.tool("step a1\nstep a2\ndo CREATE TABLE t (id int)\n", "--journal", path)
        self.assertEqual(0, run.status, run)
        self.assertIn("disk full", run.out)
        self.assertEqual(["a2"], self.heads())

    def test_at_head_no_journal_is_made(self):
        path = os.path.join(self.directory(), "journal.db")
        self.assertEqual(0, self.tool("step a1\n").status)
        self.assertEqual(0, self.tool("step a1\n", "--journal", path).status)
        self.assertFalse(os.path.exists(path))

    def test_a_failed_run_is_in_the_journal_too(self):
        path = os.path.join(self.directory(), "journal.db")
        self.assertEqual(6, self.tool("step a1\ndo SELECT 1 / 0\n", "--journal", path).status)
        runs, events = self.journal(path)
        self.assertEqual("rolled back", runs[0][1])
        self.assertIn("division by zero", events[-1][4])

    def test_a_killed_run_can_be_told_from_a_finished_one(self):
        """SIGKILL at points spread over the run: versions, tables, ledger and journal agree."""
        path = os.path.join(self.directory(), "journal.db")
        steps = "".join(f"step a{i}\ndo CREATE TABLE t{i} (id int)\ndo SELECT pg_sleep(0.02)\n"
                        for i in range(1, 5))
        for flags in ([], ["--revision"]):
            for k in range(12):
                self.sql("drop schema public cascade; create schema public; "
                         "drop schema if exists limbeck cascade")
                child = self.start(steps, "--journal", path, "--ledger", *flags)
                time.sleep(0.012 * k)
                child.kill()
                child.communicate()
                eventually(lambda: not self.sql(
                    "select 1 from pg_stat_activity where application_name = 'limbeck' and "
                    f"datname = '{self.db.name}'"))
                with self.subTest(flags=flags, k=k):
                    self.agree(path)
                    after = self.tool(steps, "--journal", path, "--ledger", *flags)
                    self.assertEqual(0, after.status, after)
                    self.assertEqual(["a4"], self.heads())

    def agree(self, path):
        heads = self.heads()
        done = int(heads[0][1:]) if heads else 0
        tables = self.sql("select count(*) from pg_class where relname ~ '^t[0-9]' and "
                          "relnamespace = 'public'::regnamespace")
        self.assertEqual([(done,)], tables)
        if self.sql("select to_regclass('limbeck.step')") == [(None,)]:
            self.assertEqual(0, done)
            return
        rows = self.sql("select revision from limbeck.step order by number")
        self.assertEqual([(f"a{i}",) for i in range(1, done + 1)], rows)
        run = self.sql("select run::text, outcome from limbeck.run order by began desc limit 1")
        if run and run[0][1] is None and os.path.exists(path):
            last = [r for r in self.journal(path)[0] if r[0] == run[0][0]]
            self.assertTrue(last and last[0][1] in (None, "done"), last)

    # chains

    def test_a_chain_that_fails_in_its_kth_revision(self):
        for flags in ([], ["--revision"]):
            for k in range(1, 6):
                with self.subTest(flags=flags, k=k):
                    self.sql("drop schema public cascade; create schema public")
                    steps = "".join(
                        f"step a{i}\ndo CREATE TABLE t{i} (id int)\n"
                        + ("do SELECT 1 / 0\n" if i == k else "") for i in range(1, 6))
                    run = self.tool(steps, *flags)
                    self.assertEqual(6, run.status, run)
                    left = k - 1 if flags else 0
                    self.assertEqual([f"a{left}"] if left else [], self.heads())
                    tables = self.sql("select count(*) from pg_class where relname ~ '^t[0-9]' "
                                      "and relkind = 'r'")
                    self.assertEqual([(left,)], tables)

    def test_a_chain_that_commits_inside_its_kth_revision(self):
        for k in range(1, 6):
            with self.subTest(k=k):
                self.sql("drop schema public cascade; create schema public")
                steps = "".join(
                    f"step a{i}\ndo CREATE TABLE t{i} (id int)\n"
                    + ("commit\ndo SELECT 1 / 0\n" if i == k else "") for i in range(1, 6))
                run = self.tool(steps)
                self.assertEqual(7, run.status, run)
                self.assertEqual([f"a{k - 1}"] if k > 1 else [], self.heads())


limbecktest.main()
