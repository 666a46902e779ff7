#!/usr/bin/env python3
"""What an operator meets at night: closed and full outputs, pipes that nobody reads, signals, servers
that do not answer, images that lack a part of the project, and commands that only Alembic has."""
import os
import signal
import subprocess
import time

import limbecktest

CREATE = "op.execute('CREATE TABLE t (id int)')"


def eventually(condition):
    deadline = time.monotonic() + limbecktest.HANG
    while not condition():
        assert time.monotonic() < deadline, "does not happen"
        time.sleep(0.02)


class Operator(limbecktest.Case):
    def setUp(self):
        self.db, self.files = self.database(), self.project()
        self.files.revision("a1", None, upgrade=CREATE, downgrade="op.execute('DROP TABLE t')")

    def limbeck(self, *arguments):
        return self.files.limbeck(self.db, *arguments)

    def shell(self, line):
        """limbeck by way of bash, for what only a shell can say of descriptors."""
        return limbecktest.run(["bash", "-c", line], cwd=self.files.directory,
                               env={**self.db.env(), "LIMBECK_JOURNAL": self.files.journal,
                                    "L": limbecktest.LIMBECK})

    def start(self, *arguments, before=None):
        child = subprocess.Popen([limbecktest.LIMBECK, *arguments], cwd=self.files.directory,
                                 env={**os.environ, **self.db.env(),
                                      "LIMBECK_JOURNAL": self.files.journal},
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                 preexec_fn=before)
        self.addCleanup(child.wait)
        self.addCleanup(child.kill)
        return child

    def sleeping(self):
        return self.db.rows("select 1 from pg_stat_activity where query ~ '^SELECT pg_sleep' and "
                            f"state = 'active' and datname = '{self.db.name}'")

    def heads(self):
        return self.db.rows("select version_num from alembic_version")

    # descriptors

    def test_closed_descriptors_do_not_become_the_connection(self):
        for command, heads in (("upgrade", [("a1",)]), ("downgrade", [])):
            done = self.shell(f"\"$L\" {command} {'head' if heads else 'base'} <&- >&- 2>&-")
            self.assertEqual(0, done.status, done)
            self.assertEqual(heads, self.heads())
        self.assertEqual(2, len(self.succeeds(self.limbeck("journal")).out.splitlines()))

    def test_a_log_that_nobody_reads_does_not_end_the_run(self):
        done = self.shell("\"$L\" upgrade head 2> >(exec <&-; sleep 0.1); echo $?")
        self.assertEqual("0\n", done.out, done)
        self.assertEqual([("a1",)], self.heads())

    def test_output_that_nobody_reads_ends_without_complaint(self):
        done = self.shell("\"$L\" -q upgrade head --sql | true; echo ${PIPESTATUS[0]}")
        self.assertIn(done.out, ("141\n", "0\n"), done)    # 0: true was still there
        done = self.shell("exec 3> >(exec <&-); sleep 0.3; \"$L\" -q heads >&3; echo $?")
        self.assertEqual(("141\n", ""), (done.out, done.err), done)

    def test_a_full_or_closed_output_is_an_error(self):
        for target in (">/dev/full", ">&-"):
            for command in ("upgrade head --sql", "heads", "--help", "history --json"):
                done = self.shell(f"\"$L\" {command} {target}")
                self.assertEqual(1, done.status, done)
                self.assertIn("error: standard output cannot be written\n", done.err)

    # signals

    def test_a_terminal_that_goes_away_rolls_back(self):
        self.files.revision("a1", None, upgrade=CREATE + "\nop.execute('SELECT pg_sleep(33)')")
        child = self.start("upgrade", "head")
        eventually(self.sleeping)
        child.send_signal(signal.SIGHUP)
        _, err = child.communicate(timeout=limbecktest.HANG)
        self.assertEqual(128 + signal.SIGHUP, child.returncode, err)
        self.assertIn("INFO  [limbeck] rolled back; database at base\nerror: interrupted by SIGHUP",
                      err)

    def test_a_run_that_waits_for_another_is_ended_by_signals(self):
        self.files.revision("a1", None, upgrade="op.execute('SELECT pg_sleep(33)')")
        first = self.start("upgrade", "head")
        eventually(self.sleeping)
        second = self.start("upgrade", "head")
        while "waiting for another run" not in second.stderr.readline():
            self.assertIsNone(second.poll())
        for child, words in ((second, "interrupted by SIGTERM while waiting for another run"),
                             (first, "interrupted by SIGTERM\n")):
            child.send_signal(signal.SIGTERM)
            _, err = child.communicate(timeout=limbecktest.HANG)
            self.assertEqual(143, child.returncode, err)
            self.assertIn(words, err)

    def test_a_run_that_has_waited_says_what_it_found(self):
        self.files.revision("a1", None, upgrade="op.execute('SELECT pg_sleep(1)')")
        first = self.start("upgrade", "head")
        eventually(self.sleeping)
        done = self.succeeds(self.limbeck("upgrade", "head"))
        first.communicate(timeout=limbecktest.HANG)
        self.assertTrue(done.err.endswith("INFO  [limbeck] waiting for another run to end\n"
                                          "INFO  [limbeck] another run has left nothing to do; "
                                          "database at a1\n"), done)

    def test_why_the_journal_cannot_be_made_is_said(self):
        done = self.succeeds(self.files.limbeck(self.db, "upgrade", "head", env={
            "LIMBECK_JOURNAL": None, "XDG_STATE_HOME": "/proc/nowhere"}))
        self.assertIn("going on without the journal: cannot make the directory of the journal "
                      "'/proc/nowhere/limbeck/journal.db': No such file", done.err)
        with open(os.path.join(self.files.directory, "plain"), "w"):
            pass
        done = self.succeeds(self.files.limbeck(self.db, "downgrade", "base", env={
            "LIMBECK_JOURNAL": None,
            "XDG_STATE_HOME": os.path.join(self.files.directory, "plain", "x")}))
        self.assertIn("journal.db': Not a directory", done.err)

    def test_nohup_keeps_a_run_going(self):
        self.files.revision("a1", None, upgrade=CREATE + "\nop.execute('SELECT pg_sleep(1)')")
        child = self.start("upgrade", "head",
                           before=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        eventually(self.sleeping)
        child.send_signal(signal.SIGHUP)
        _, err = child.communicate(timeout=limbecktest.HANG)
        self.assertEqual(0, child.returncode, err)
        self.assertEqual([("a1",)], self.heads())

    def test_a_revision_is_announced_before_it_takes_long(self):
        """The server keeps answers back while it is busy, unless it is asked not to."""
        self.files.revision("b2", "a1", upgrade="op.execute('SELECT pg_sleep(33)')")
        child = self.start("upgrade", "head")
        lines = []
        while not lines or "Running upgrade a1 -> b2" not in lines[-1]:
            lines.append(child.stderr.readline())
            self.assertTrue(lines[-1], lines)
        eventually(self.sleeping)
        child.send_signal(signal.SIGTERM)
        _, err = child.communicate(timeout=limbecktest.HANG)
        self.assertEqual(143, child.returncode, err)

    # servers

    def test_what_a_run_waits_for_is_said_once(self):
        url = f"postgresql://app:s3cret@/shop?host={self.directory()}"
        done = self.fails(self.limbeck("upgrade", "head", "--connect-wait=1s", "--url", url), 1,
                          "error: cannot connect to database 'shop'")
        self.assertEqual(1, done.err.count("INFO  [limbeck] waiting for the server: connection to"))
        self.assertNotIn("s3cret", done.err)

    def test_what_libpq_does_not_understand_is_told_at_once(self):
        for query, words in (("nonsense=1", 'error: cannot connect: invalid connection option "nonsense"'),
                             ("sslmode=odd", 'invalid sslmode value: "odd"')):
            done = self.fails(self.limbeck("upgrade", "head", "--connect-wait=100s", "--url",
                                           self.db.url + "&" + query), 1, words)
            self.assertNotIn("waiting for", done.err)

    def test_the_schema_of_the_version_table_is_named(self):
        self.db.sql("CREATE SCHEMA side")
        done = self.succeeds(self.limbeck("upgrade", "head", "--version-table-schema=side"))
        self.assertIn(", version table side.alembic_version\n", done.err)

    def test_a_version_table_that_cannot_be_read(self):
        self.db.sql("CREATE TABLE alembic_version (other int)")
        for command in (["current"], ["upgrade", "head"]):
            self.fails(self.limbeck(*command), 1, "cannot read the version table 'alembic_version'",
                       "hint: it is not one of Alembic's: --version-table and")
        self.db.sql("ALTER TABLE alembic_version RENAME other TO version_num")
        role = "r" + self.db.name
        self.db.sql(f"CREATE ROLE {role} LOGIN")
        self.addCleanup(self.db.sql, f"DROP ROLE {role}")
        url = self.db.url.replace("postgres@", role + "@")
        self.fails(self.limbeck("current", "--url", url), 1, "permission denied for table",
                   "hint: the role needs SELECT on it")

    def test_who_blocks_is_named_where_the_lock_timeout_is_short(self):
        self.db.sql("CREATE TABLE held (id int)")
        self.files.revision("a1", None, upgrade="op.add_column('held', sa.Column('n', sa.Integer))")
        holder = self.db.connect(autocommit=False)
        self.addCleanup(holder.close)
        holder.cursor().execute("LOCK TABLE held")
        self.fails(self.limbeck("upgrade", "head", "--lock-timeout=400ms", "--lock-wait=1s"), 5,
                   f"waiting for a lock that is held by process {holder.info.backend_pid} (",
                   f"\n  the lock was held by process {holder.info.backend_pid} (")

    def test_the_list_of_processes_shows_no_password(self):
        self.files.revision("a1", None, upgrade="op.execute('SELECT pg_sleep(33)')")
        url = self.db.url.replace("postgres@", "postgres:s3@cret@") + "&sslpassword=s3cret&sslmode=prefer"
        child = self.start("upgrade", "head", "--url", url.replace("s3@", "s3%40"))
        eventually(self.sleeping)
        with open(f"/proc/{child.pid}/cmdline") as f:
            words = f.read()
        child.send_signal(signal.SIGTERM)
        self.assertEqual(143, child.wait(), child.stderr.read())
        self.assertIn("upgrade\0head\0--url\0postgresql://postgres:xxxx", words)
        self.assertNotIn("cret", words)
        self.assertIn("&sslmode=prefer", words)

    def test_the_statement_of_an_error_is_short_and_has_no_password(self):
        self.files.revision("a1", None, upgrade="""
            import os
            op.execute(f"CREATE ROLE {'r' * 70} IN ROLE nobody_at_all PASSWORD '{os.environ['SECRET']}'")
            """)
        done = self.fails(self.files.limbeck(self.db, "upgrade", "head", env={"SECRET": "hunter2"}), 6,
                          "IN ROLE nobody_at_all PASSWORD '***'\n")
        self.assertNotIn("hunter2", done.err)
        self.files.revision("a1", None, upgrade="""op.execute("SELECT 1/0, '" + "ö" * 100000 + "'")""")
        done = self.fails(self.limbeck("upgrade", "head"), 6, "ö… (198015 bytes more)\n")
        self.assertLess(len(done.err), 4000)

    # projects

    def test_a_project_without_env_py_is_warned_of(self):
        os.remove(os.path.join(self.files.directory, "migrations/env.py"))
        words = "/migrations/env.py': what it would decide has its default"
        self.assertIn(words, self.succeeds(self.limbeck("upgrade", "head")).err)
        self.assertNotIn(words, self.succeeds(self.limbeck("upgrade", "head", "--no-env")).err)

    def test_a_project_without_revisions_is_warned_of(self):
        os.remove(os.path.join(self.files.versions, "a1.py"))
        done = self.succeeds(self.limbeck("upgrade", "head"))
        self.assertRegex(done.err, "WARN  .limbeck. there are no revisions in '.*/versions'\n")

    # the command line

    def test_commands_that_only_alembic_has(self):
        for name in ("check", "edit", "init", "list_templates", "merge", "revision"):
            done = self.fails(self.limbeck(name), 1,
                              f"error: limbeck does not have Alembic's command '{name}'\nhint: ")
            self.assertNotIn("--help", done.err)

    def test_hints_are_commands_that_exist(self):
        self.assertIn("hint: see limbeck --help\n", self.fails(self.limbeck("--frob"), 1).err)
        self.assertIn("hint: see limbeck heads --help\n",
                      self.fails(self.limbeck("heads", "--frob"), 1).err)
        self.assertIn("hint: usage: limbeck current [options]\n",
                      self.fails(self.limbeck("current", "-c", "x.ini"), 1).err)

    def test_help_tells_defaults(self):
        out = " ".join(self.succeeds(self.limbeck("--help")).out.split())
        self.assertIn("--lock-wait TIME how long to wait for another run, and for locks in all; "
                      "default is 10min", out)
        self.assertNotIn("default is false", out)

    def test_help_is_wrapped(self):
        for command in ([], ["journal"], ["plan"], ["compile"], ["current"]):
            out = self.succeeds(self.limbeck(*command, "--help")).out
            self.assertLessEqual(max(map(len, out.splitlines())), 79, out)


if __name__ == "__main__":
    limbecktest.main()
