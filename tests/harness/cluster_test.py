#!/usr/bin/env python3
"""Shows that the throwaway clusters come and go as tests rely on, and what databases offer."""
import os
import signal
import subprocess
import time

import limbecktest

WITH = os.path.join(limbecktest.SRCDIR, "tests/lib/with-cluster")


def outside():
    """An environment in which no cluster is there to be reused."""
    return {"LIMBECK_TEST_CLUSTER": None}


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as f:
        return f.read().split(") ")[1][0] != "Z"


class WithCluster(limbecktest.Case):
    def test_the_command_finds_a_fresh_database_and_its_status_is_passed_on(self):
        script = 'psql -XAtc "select current_database() = \'$PGDATABASE\'" "$LIMBECK_TEST_URL"; exit 7'
        done = limbecktest.run([WITH, "sh", "-c", script], env=outside())
        self.assertEqual((done.status, done.out), (7, "t\n"), done)

    def test_parameters_can_be_set_and_fsync_can_be_on(self):
        done = limbecktest.run([WITH, "--fsync", "--set", "work_mem=77kB", "psql", "-XAtc",
                                "select current_setting('work_mem'), current_setting('fsync')"],
                               env=outside())
        self.assertEqual(done.out, "77kB|on\n", done)

    def test_inside_another_only_a_database_is_made(self):
        done = limbecktest.run(
            [WITH, "sh", "-c", f"echo $PGHOST $PGDATABASE; {WITH} sh -c 'echo $PGHOST $PGDATABASE'"],
            env=outside())
        (host, database), (inner_host, inner) = [line.split() for line in done.out.splitlines()]
        self.assertEqual(host, inner_host)
        self.assertNotEqual(database, inner)

    def started(self):
        """A with-cluster that waits; its process, the server's directory and process id."""
        script = 'echo $PGHOST; head -1 $PGHOST/data/postmaster.pid; sleep 600'
        environment = {k: v for k, v in os.environ.items() if k != "LIMBECK_TEST_CLUSTER"}
        child = subprocess.Popen([WITH, "sh", "-c", script], env=environment, text=True,
                                 stdout=subprocess.PIPE, start_new_session=True)
        directory, server = child.stdout.readline().strip(), int(child.stdout.readline())
        self.addCleanup(child.stdout.close)
        return child, directory, server

    def test_server_and_files_are_gone_after_a_signal(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            child, directory, server = self.started()
            child.send_signal(number)
            self.assertEqual(child.wait(timeout=60), 128 + number)
            self.assertFalse(is_alive(server))
            self.assertFalse(os.path.exists(directory))

    def test_the_server_does_not_outlive_a_killed_parent(self):
        child, directory, server = self.started()
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        deadline = time.monotonic() + 60
        while is_alive(server) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertFalse(is_alive(server))
        subprocess.run(["rm", "-rf", directory], check=True)

    def test_a_missing_command_is_an_error(self):
        self.assertEqual(limbecktest.run([WITH], env=outside()).status, 2)


class Databases(limbecktest.Case):
    def test_a_copy_has_the_state_and_its_own_life(self):
        database = self.database()
        database.sql("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (5)")
        copy = database.copy()
        self.addCleanup(copy.drop)
        self.assertEqual(copy.rows("SELECT id FROM t"), [(5,)])
        self.assertEqual(copy.dump(data=True), database.dump(data=True))
        copy.sql("ALTER TABLE t ADD COLUMN b text")
        self.assertNotEqual(copy.dump(), database.dump())

    def test_dump_and_fingerprint_leave_schema_limbeck_out(self):
        database = self.database()
        dump, fingerprint = database.dump(), database.fingerprint()
        database.sql("CREATE SCHEMA limbeck; CREATE TABLE limbeck.run (id int)")
        self.assertEqual((database.dump(), database.fingerprint()), (dump, fingerprint))

    def test_the_fingerprint_changes_with_what_a_schema_has(self):
        database = self.database()
        seen = {database.fingerprint()}
        for change in ("CREATE TABLE t (id int)", "ALTER TABLE t ALTER id SET NOT NULL",
                       "ALTER TABLE t ALTER id SET DEFAULT 3", "COMMENT ON COLUMN t.id IS 'x'",
                       "CREATE INDEX i ON t (id)", "ALTER TABLE t ADD CHECK (id > 0)",
                       "CREATE TYPE e AS ENUM ('a')", "ALTER TYPE e ADD VALUE 'b'",
                       "CREATE SEQUENCE s", "CREATE SCHEMA x", "COMMENT ON TABLE t IS 'y'",
                       "CREATE VIEW v AS SELECT 1 AS one"):
            database.sql(change)
            self.assertNotIn(database.fingerprint(), seen, change)
            seen.add(database.fingerprint())

    def test_a_failing_statement_raises(self):
        with self.assertRaises(AssertionError):
            self.database().sql("SELECT 1/0")


class RealAlembic(limbecktest.Case):
    def test_a_project_runs_under_real_alembic(self):
        project, database = self.project(), self.database()
        project.revision("a1", None, "op.create_table('t', sa.Column('id', sa.Integer()))")
        done = self.succeeds(project.alembic(database, "upgrade", "head"))
        self.assertIn("INFO  [alembic.runtime.migration] Running upgrade  -> a1, a1", done.err)
        self.assertEqual(database.rows("SELECT version_num FROM alembic_version"), [("a1",)])


if __name__ == "__main__":
    limbecktest.main()
