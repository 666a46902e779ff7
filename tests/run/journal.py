#!/usr/bin/env python3
"""The journal of real runs: where it is kept, what is kept, and what becomes of a run when the file
cannot be had, fails on the way, or is damaged."""
import glob
import json
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import time

import cluster as clusters
import limbecktest
import proxy

GARBAGE = b"no database, but long enough for a header of one hundred bytes, which SQLite reads " * 3


def eventually(check):
    """Waits for something that is about to happen; the guard is ten times what it takes."""
    deadline = time.monotonic() + 30
    while not check():
        if time.monotonic() > deadline:
            raise AssertionError("it did not happen")
        time.sleep(0.02)


class Journals(limbecktest.Case):
    def setUp(self):
        super().setUp()
        self.db = self.database()
        self.p = self.project()
        self.p.revision("a1", None, "op.create_table('t', sa.Column('id', sa.Integer))",
                        "op.drop_table('t')")
        self.p.revision("b1", "a1", "op.add_column('t', sa.Column('b', sa.String))",
                        "op.drop_column('t', 'b')")

    def run_it(self, *arguments, **env):
        return self.p.limbeck(self.db, *arguments, env=env)

    def upgrade(self, target="head", *flags, **env):
        return self.succeeds(self.run_it("upgrade", target, *flags, **env))

    def runs(self, **env):
        return json.loads(self.succeeds(self.run_it("journal", "--json", **env)).out)

    def shown(self, run="last", **env):
        return json.loads(self.succeeds(self.run_it("journal", run, "--json", **env)).out)

    def bytes(self, path=None):
        return b"".join(open(p, "rb").read() for p in glob.glob((path or self.p.journal) + "*"))

    def untouched(self):
        self.assertEqual([(None, None)], self.db.rows(
            "select to_regclass('alembic_version'), to_regclass('limbeck.ledger')"))


class Contents(Journals):
    def test_a_run_is_listed_and_shown(self):
        self.upgrade()
        self.succeeds(self.run_it("downgrade", "a1"))
        first, last = self.runs()[1], self.runs()[0]
        self.assertEqual(("upgrade", "base", "b1", "done", 2, False), tuple(
            first[k] for k in ("command", "from", "to", "outcome", "steps", "rebuilt")))
        self.assertEqual(("downgrade", "b1", "a1"), (last["command"], last["from"], last["to"]))
        shown = self.shown("1")
        self.assertEqual(first, {k: v for k, v in shown.items() if k != "events"})
        self.assertEqual(["step", "step", "op", "op", "settled", "end"],
                         [e["kind"] for e in shown["events"]])
        self.assertEqual([], shown["commits"])
        op = shown["events"][3]
        self.assertEqual((2, 1, "add_column", "t.b", "done", ["ALTER TABLE t ADD COLUMN b VARCHAR"]),
                         (op["step"], op["operation"], *(op["body"][k] for k in (
                             "operation", "target", "outcome", "sql"))))
        self.assertRegex(op["body"]["at"], r"b1\.py:13:5$")
        text = self.succeeds(self.run_it("journal", first["run"][:7])).out
        self.assertIn("2.1 add_column t.b: done, ", text)
        self.assertIn("ALTER TABLE t ADD COLUMN b VARCHAR\n", text)
        listed = self.succeeds(self.run_it("journal")).out.splitlines()
        self.assertRegex(listed[1], rf"^    1  {first['run'][:8]}  .* upgrade .* base -> b1  done$")

    def test_skips_failures_and_statuses_are_there(self):
        self.p.revision("c1", "b1", "op.drop_column('t', 'gone')\nop.execute('SELECT 1/0')")
        self.fails(self.run_it("upgrade", "head", "--tolerate=missing"), 6)
        events = self.shown()["events"]
        by_kind = {e["kind"]: e["body"] for e in events}
        self.assertEqual(("t.gone", "42703"), (by_kind["skip"]["target"], by_kind["skip"]["sqlstate"]))
        failed = [e["body"] for e in events if e["kind"] == "op"][-1]
        self.assertEqual(("failed", ["SELECT <number 1>/<number 1>"], "22012"),
                         (failed["outcome"], failed["sql"], failed["sqlstate"]))
        self.assertEqual(("rolled back", 6, "base"), tuple(
            by_kind["end"][k] for k in ("outcome", "status", "heads")))

    def test_what_became_of_each_transaction_is_there(self):
        """The version table's own commit belongs to no step."""
        self.p.revision("c1", "b1", "op.execute('SELECT 1/0')")
        for mode, outcomes in (("run", [(3, "rolled back")]),
                               ("revision", [(0, "committed"), (1, "committed"), (2, "committed"),
                                             (3, "rolled back")])):
            with self.subTest(mode):
                self.fails(self.run_it("upgrade", "head", f"--transaction={mode}"), 6)
                events = self.shown()["events"]
                self.assertEqual(outcomes, [(e["step"], e["body"]["outcome"]) for e in events
                                            if e["kind"] == "settled"])
                self.assertEqual(["a1", "b1", "c1"],
                                 [e["body"]["revision"] for e in events if e["kind"] == "step"])
                kinds = [e["kind"] for e in events]
                self.assertEqual(["settled", "end"], kinds[-2:])
                self.assertEqual(mode == "run", "settled" not in kinds[:-2])

    def secrets(self):
        self.p.revision("c1", "b1", """
            op.execute("INSERT INTO t VALUES (1, 'klartext')")
            op.bulk_insert(sa.table('t', sa.column('id', sa.Integer), sa.column('b', sa.String)),
                           [{'id': 771177, 'b': 'klartext'}])
            op.execute(sa.text("UPDATE t SET b = :b").bindparams(b='klartext'))
            op.execute("DO $$ BEGIN INSERT INTO t VALUES (2, 'klartext'); END $$")
            op.execute("CREATE TABLE u AS SELECT 'klartext'::text AS v -- klartext")
            op.execute("DO $$ BEGIN CREATE ROLE limbeck_jrn PASSWORD 'geheim'; "
                       "EXECUTE 'DROP ROLE limbeck_jrn'; END $$")
            try:
                op.execute("SELECT 'klartext'::int")
            except Exception:
                pass
            op.execute("SELECT 'host=h password=geheim'")
            op.execute("ALTER ROLE limbeck_nobody PASSWORD 'geheim'")
        """)

    def test_values_are_kept_as_type_and_length(self):
        self.secrets()
        self.fails(self.run_it("upgrade", "head"), 6)
        kept = self.bytes()
        for secret in (b"klartext", b"771177", b"geheim"):
            self.assertNotIn(secret, kept)
        self.assertIn(b"INSERT INTO t VALUES (<number 1>, <text 8>)", kept)
        self.assertIn(b"ALTER ROLE limbeck_nobody PASSWORD '***'", kept)

    def test_values_are_kept_where_that_was_asked_for_but_no_passwords(self):
        self.secrets()
        self.fails(self.run_it("upgrade", "head", "--journal-values"), 6)
        kept = self.bytes()
        self.assertIn(b"771177", kept)
        self.assertIn(b"INSERT INTO t VALUES (1, 'klartext')", kept)
        self.assertNotIn(b"geheim", kept)

    def test_old_runs_go(self):
        for _ in range(3):
            self.upgrade("a1", "--journal-keep=3")
            self.succeeds(self.run_it("downgrade", "base", "--journal-keep=3"))
        self.assertEqual([6, 5, 4], [r["number"] for r in self.runs()])
        self.fails(self.run_it("upgrade", "head", "--journal-keep=soon"), 1, "'journal-keep' takes")
        self.upgrade("head", "--journal-keep=0s")
        self.assertEqual([7], [r["number"] for r in self.runs()])

    def weak_role(self):
        """A role that may migrate schema public and create no schema; variables for its runs."""
        name = f"limbeck_jrn_{os.getpid()}"
        self.db.sql(f'CREATE ROLE {name} LOGIN; GRANT ALL ON SCHEMA public TO {name}; '
                    f'REVOKE CREATE ON DATABASE "{self.db.name}" FROM PUBLIC')
        other = self.database()
        self.addCleanup(lambda: (self.db.drop(), other.sql(f"DROP ROLE {name}")))
        return name, {"LIMBECK_URL": self.db.url.replace("postgres@", name + "@"), "PGUSER": name}

    def test_a_run_without_the_right_to_create_a_ledger_is_in_the_journal(self):
        name, weak = self.weak_role()
        done = self.upgrade(**weak)
        self.assertEqual(1, done.err.count("going on without the ledger"), done.err)
        run = self.runs()[0]
        self.assertEqual((name, "done", "b1"), (run["user"], run["outcome"], run["to"]))

    def test_a_run_without_rights_on_the_ledger_is_in_the_journal(self):
        self.upgrade("a1")
        os.remove(self.p.journal)
        name, weak = self.weak_role()
        self.db.sql(f"ALTER TABLE t OWNER TO {name}; ALTER TABLE alembic_version OWNER TO {name}")
        done = self.upgrade("b1", **weak)
        self.assertEqual(1, done.err.count("WARN"), done.err)
        self.assertIn("going on without the ledger", done.err)
        self.assertEqual([("a1", "b1", "done")],
                         [(r["from"], r["to"], r["outcome"]) for r in self.runs()])
        done = self.succeeds(self.run_it("downgrade", "a1"))
        self.assertIn("has learnt 1 earlier run ", done.err)
        self.assertEqual(3, len(self.runs()))


class Places(Journals):
    def state(self, *parts):
        return os.path.join(self.p.directory, "state", *parts)

    def test_the_default_is_below_the_state_directory(self):
        self.upgrade("a1", LIMBECK_JOURNAL=None, XDG_STATE_HOME=self.state())
        path = self.state("limbeck", "journal.db")
        self.assertEqual(0o600, os.stat(path).st_mode & 0o777)
        self.assertEqual(0o700, os.stat(os.path.dirname(path)).st_mode & 0o777)
        home = self.state("home")
        self.upgrade("b1", LIMBECK_JOURNAL=None, XDG_STATE_HOME=None, HOME=home)
        self.assertTrue(os.path.exists(f"{home}/.local/state/limbeck/journal.db"))

    def test_a_default_that_cannot_be_made_is_one_warning(self):
        done = self.upgrade(LIMBECK_JOURNAL=None, XDG_STATE_HOME="/proc/nowhere")
        self.assertEqual(1, done.err.count("going on without the journal"), done.err)
        self.assertEqual(1, done.err.count("WARN"), done.err)

    def test_without_a_home_there_is_one_warning_too(self):
        homeless = {"LIMBECK_JOURNAL": None, "XDG_STATE_HOME": None, "HOME": None}
        done = self.upgrade("a1", **homeless)
        self.assertEqual(1, done.err.count("WARN"), done.err)
        self.assertIn("going on without the journal: neither XDG_STATE_HOME nor HOME", done.err)
        self.assertNotIn("WARN", self.upgrade("a1", **homeless).err, "there is nothing to do")
        self.assertNotIn("WARN", self.upgrade("b1", **{**homeless, "LIMBECK_JOURNAL": "off"}).err)
        self.fails(self.run_it("journal", **homeless), 1, "the journal needs a path")

    def test_a_named_one_that_cannot_be_made_ends_the_run_before_it_begins(self):
        self.fails(self.run_it("upgrade", "head", "--journal=/proc/nowhere/j.db"), 1,
                   "cannot make the directory of the journal '/proc/nowhere/j.db'", "--journal")
        self.untouched()

    def test_off_is_none(self):
        self.upgrade(LIMBECK_JOURNAL="off", XDG_STATE_HOME=self.state())
        self.assertFalse(os.path.exists(self.state()))
        self.fails(self.run_it("journal", LIMBECK_JOURNAL="off"), 1, "the journal is off")

    def as_somebody(self, *arguments, **env):
        """Runs as a user whom permissions bind; root is none."""
        user = clusters.server_user()
        for directory, _, files in os.walk(os.path.dirname(self.p.directory)):
            for path in [directory, *(os.path.join(directory, f) for f in files)]:
                if user:
                    os.chown(path, user["user"], user["group"])
        done = subprocess.run([limbecktest.LIMBECK, *arguments], cwd=self.p.directory, text=True,
                              env={**os.environ, **self.db.env(), **env}, capture_output=True, **user)
        return limbecktest.Run(arguments, done)

    def test_a_read_only_home_is_a_warning_and_a_read_only_file_an_error_where_named(self):
        home = self.state("home")
        os.makedirs(home, mode=0o500)
        environment = {"HOME": home, "XDG_STATE_HOME": ""}
        os.environ.pop("XDG_STATE_HOME", None)
        done = self.succeeds(self.as_somebody("upgrade", "a1", **environment))
        self.assertEqual(1, done.err.count("going on without the journal"), done.err)
        journal = self.state("j.db")
        self.succeeds(self.as_somebody("upgrade", "b1", f"--journal={journal}"))
        os.chmod(self.state(), 0o500)
        self.fails(self.as_somebody("downgrade", "a1", f"--journal={journal}"), 1,
                   "cannot write beside the journal")
        os.chmod(self.state(), 0o700)
        os.chmod(journal, 0o400)
        self.fails(self.as_somebody("downgrade", "a1", f"--journal={journal}"), 1,
                   "cannot open the journal")
        listed = self.as_somebody("journal", f"--journal={journal}")
        self.assertIn("a1 -> b1", self.succeeds(listed).out)
        os.chmod(self.state(), 0o500)
        listed = self.as_somebody("journal", f"--journal={journal}")
        self.assertIn("a1 -> b1", self.succeeds(listed).out)
        os.chmod(self.state(), 0o700)

    def test_many_runs_share_a_file(self):
        databases = [self.database() for _ in range(8)]
        children = [subprocess.Popen(
            [limbecktest.LIMBECK, "upgrade", "head", "--transaction=revision"], text=True,
            cwd=self.p.directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, **d.env(), "LIMBECK_JOURNAL": self.p.journal}) for d in databases]
        for child in children:
            out, _ = child.communicate(timeout=limbecktest.HANG)
            self.assertEqual(0, child.returncode, out)
            self.assertNotIn("WARN", out)
        runs = self.runs()
        self.assertEqual({d.name for d in databases}, {r["database"] for r in runs})
        self.assertEqual([("done", "b1")] * 8, [(r["outcome"], r["to"]) for r in runs])

    def test_a_run_under_way_can_be_read(self):
        self.p.revision("c1", "b1", "op.execute('SELECT pg_sleep(33)')")
        child = subprocess.Popen(
            [limbecktest.LIMBECK, "upgrade", "head", "--transaction=revision"],
            cwd=self.p.directory, stderr=subprocess.PIPE,
            env={**os.environ, **self.db.env(), "LIMBECK_JOURNAL": self.p.journal})
        self.addCleanup(child.kill)
        eventually(lambda: self.db.rows(
            "select 1 from pg_stat_activity where query like '%pg_sleep(33)%' and pid <> "
            "pg_backend_pid() and datname = current_database()"))
        shown = self.shown()
        self.assertIsNone(shown["ended"])
        self.assertIsNone(shown["outcome"])
        self.assertIn(("settled", 2), [(e["kind"], e["step"]) for e in shown["events"]],
                      "the last commit is written while the server is at work")
        self.assertIn("not ended", self.succeeds(self.run_it("journal")).out)
        self.succeeds(self.run_it("current"))
        self.assertIsNone(self.shown()["ended"], "a run that is alive was settled")
        self.assertNotIn("interrupted", self.upgrade("b1").err)
        self.assertIsNone(self.shown()["ended"], "a run that is alive was settled at the target")
        self.assertEqual([(None,)], self.db.rows("select outcome from limbeck.run"))
        child.terminate()
        child.communicate(timeout=limbecktest.HANG)
        self.assertEqual("rolled back", self.shown()["outcome"])

    def test_a_run_under_way_is_not_ended_by_a_listing_that_rebuilds(self):
        """Its own journal is elsewhere; whoever lists does not know whether it is alive."""
        self.upgrade("b1")
        self.p.revision("c1", "b1", "op.execute('SELECT pg_sleep(33)')")
        child = subprocess.Popen(
            [limbecktest.LIMBECK, "upgrade", "head"], cwd=self.p.directory, stderr=subprocess.DEVNULL,
            env={**os.environ, **self.db.env(), "LIMBECK_JOURNAL": "off"})
        self.addCleanup(child.kill)
        eventually(lambda: self.db.rows("select 1 from limbeck.run where ended is null"))
        os.remove(self.p.journal)
        self.assertEqual([(None, "upgrade"), ("done", "upgrade")],
                         [(run["outcome"], run["command"]) for run in self.runs()])
        child.terminate()
        child.communicate(timeout=limbecktest.HANG)
        done = self.succeeds(self.run_it("downgrade", "a1"))
        self.assertIn("ended without its journal ('rolled back' in the ledger) before its first commit",
                      done.err)
        self.assertEqual("rolled back", self.runs()[1]["outcome"])

    def test_a_journal_is_read_without_a_project(self):
        self.upgrade()
        elsewhere = self.p.limbeck(None, "journal", cwd="/", env={"LIMBECK_URL": None})
        self.assertIn("base -> b1", self.succeeds(elsewhere).out)
        self.fails(self.run_it("journal", "nope"), 1, "the journal has no run 'nope'")
        absent = self.p.limbeck(None, "journal", cwd="/", env={"LIMBECK_JOURNAL": "/proc/nope.db"})
        self.fails(absent, 1, "there is no journal '/proc/nope.db'")


class Interrupted(Journals):
    def kill_asleep(self, *flags):
        """A run that is killed while the server sleeps in the revision c1."""
        child = subprocess.Popen(
            [limbecktest.LIMBECK, "upgrade", "head", *flags], cwd=self.p.directory,
            stderr=subprocess.DEVNULL, env={**os.environ, **self.db.env(),
                                            "LIMBECK_JOURNAL": self.p.journal})
        self.addCleanup(child.kill)
        sleeper = ("select pg_terminate_backend(pid) from pg_stat_activity where query like "
                   "'SELECT pg_sleep(33)%' and pid <> pg_backend_pid() "
                   "and datname = current_database()")
        eventually(lambda: self.db.rows(sleeper.replace("pg_terminate_backend(pid)", "1")))
        child.kill()
        child.wait()
        self.db.rows(sleeper)
        eventually(lambda: self.db.rows(
            "select count(*) from pg_stat_activity where datname = current_database()") == [(1,)])

    def told(self, log):
        return re.findall(r"run \w{8} of [-\d]+ [:\d]+ was interrupted(.*)", log)

    def test_a_part_of_a_revision_is_told(self):
        self.p.revision("c1", "b1", """
            op.execute("CREATE TABLE v (i int)")
            op.execute("CREATE TABLE w (i int)")
            with op.get_context().autocommit_block():
                op.execute("SELECT pg_sleep(33)")
        """)
        self.kill_asleep()
        self.assertEqual([("b1",)], self.db.rows("select version_num from alembic_version"))
        done = self.fails(self.run_it("upgrade", "head"), 7, "cannot be resumed")
        self.assertEqual([" after base -> b1; of c1 the first 2 operations are committed"],
                         self.told(done.err))
        first = self.shown("1")
        self.assertEqual(("interrupted", "b1"), (first["outcome"], first["to"]))
        self.assertEqual((2, 2, 3), tuple(first["events"][-1]["body"][k] for k in (
            "committed", "partial", "planned")))
        intent = first["events"][-2]
        self.assertEqual(("intent", 3, 3, ["SELECT pg_sleep(<number 2>)"]), (
            intent["kind"], intent["step"], intent["operation"], intent["body"]["sql"]))
        self.assertIn("3.3 about to send execute", self.run_it("journal", "1").out)
        self.assertEqual([("interrupted",)], self.db.rows(
            "select outcome from limbeck.run order by began limit 1"))

    def test_without_a_ledger_the_version_rows_tell(self):
        self.p.revision("c1", "b1", "op.execute('SELECT pg_sleep(33)')")
        self.kill_asleep("--ledger=off", "--transaction=revision")
        done = self.succeeds(self.run_it("current"))
        self.assertEqual([], self.told(done.err))
        done = self.succeeds(self.run_it("downgrade", "a1", "--ledger=off"))
        self.assertEqual([" after base -> b1; c1 was not applied"], self.told(done.err))

    def check_killed_downgrade(self, ledger):
        self.upgrade("head", ledger)
        self.p.revision("a1", None, "pass", "op.execute('SELECT pg_sleep(33)')")
        child = subprocess.Popen(
            [limbecktest.LIMBECK, "downgrade", "base", "--transaction=revision", ledger],
            cwd=self.p.directory, stderr=subprocess.DEVNULL,
            env={**os.environ, **self.db.env(), "LIMBECK_JOURNAL": self.p.journal})
        self.addCleanup(child.kill)
        eventually(lambda: self.db.rows("select 1 from alembic_version where version_num = 'a1'"))
        child.kill()
        child.wait()
        self.db.rows("select pg_terminate_backend(pid) from pg_stat_activity where pid <> "
                     "pg_backend_pid() and datname = current_database()")
        done = self.upgrade("head", ledger)
        self.assertEqual([" after b1 -> a1; a1 was not reverted"], self.told(done.err))

    def test_a_killed_downgrade_is_told_in_its_own_words(self):
        self.check_killed_downgrade("--ledger=auto")

    def test_so_it_is_where_only_the_version_rows_tell(self):
        self.check_killed_downgrade("--ledger=off")

    def test_a_commit_whose_answer_is_lost_is_told_as_the_server_says(self):
        """By the transaction's number, and where the server has forgotten it by the step's row."""
        for forgotten in (False, True):
            for cut, status, at in (("before", 6, []), ("after", 0, [("b1",)])):
                with self.subTest(cut=cut, forgotten=forgotten):
                    db = self.database()
                    if forgotten:
                        db.sql("alter function pg_catalog.pg_xact_status(xid8) rename to forgotten")
                    with proxy.Proxy(db.environment, cut=("COMMIT", cut)) as p:
                        url = f"postgresql://postgres@/{db.name}?host={p.directory}"
                        done = self.p.limbeck(db, "upgrade", "head", "--url", url)
                    self.assertEqual(status, done.status, done)
                    self.assertEqual(at, db.rows("select version_num from alembic_version") if at else [])
                    self.assertEqual("b1" if at else "base", self.shown()["to"], done)
                    self.assertEqual("done" if at else "rolled back", self.shown()["outcome"])
                    self.assertEqual([(2 * len(at),)], db.rows("select count(*) from limbeck.step"))

    def test_other_databases_of_a_journal_are_left_alone(self):
        self.p.revision("c1", "b1", "op.execute('SELECT pg_sleep(33)')")
        self.kill_asleep()
        other = self.database()
        for target in ("a1", "b1"):
            done = self.succeeds(self.p.limbeck(other, "upgrade", target, "--journal-keep=1"))
            self.assertEqual([], self.told(done.err))
        self.assertIsNone(self.shown("1")["ended"], "what has no end is not too old")
        self.assertEqual([3, 1], [run["number"] for run in self.runs()])
        done = self.succeeds(self.p.limbeck(self.db, "upgrade", "b1"))
        self.assertEqual([" before its first commit; a1 and 2 more were not applied"],
                         self.told(done.err))
        self.assertEqual("interrupted", self.shown("1")["outcome"])


class Failing(Journals):
    def limited(self, size, *arguments, **env):
        """Runs where no file may grow beyond so many bytes: a disk that is full."""
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        variables = {**os.environ, **self.db.env(), "LIMBECK_JOURNAL": self.p.journal, **env}
        done = subprocess.run([limbecktest.LIMBECK, *arguments], cwd=self.p.directory, text=True,
                              env={k: v for k, v in variables.items() if v is not None},
                              capture_output=True, preexec_fn=limit, timeout=limbecktest.HANG)
        return limbecktest.Run(arguments, done)

    def test_a_full_disk_at_the_beginning(self):
        self.fails(self.limited(10000, "upgrade", "head"), 1, "the journal '")
        self.untouched()
        default = {"LIMBECK_JOURNAL": None, "XDG_STATE_HOME": os.path.join(self.p.directory, "s")}
        done = self.succeeds(self.limited(10000, "upgrade", "head", **default))
        self.assertEqual(1, done.err.count("going on without the journal"), done.err)

    def test_a_full_disk_on_the_way(self):
        comment = "op.execute(\"COMMENT ON TABLE t IS '\" + 'x' * 60000 + \"'\")\n"
        self.p.revision("c1", "b1", comment * 10)
        self.p.revision("d1", "c1", comment * 10)
        done = self.succeeds(self.limited(300000, "upgrade", "head", "--transaction=revision"))
        self.assertEqual(1, done.err.count("going on without the journal"), done.err)
        self.assertEqual([("d1",)], self.db.rows("select version_num from alembic_version"))
        self.assertIsNone(self.runs()[0]["ended"])
        done = self.succeeds(self.run_it("downgrade", "c1"))
        self.assertRegex(done.err, r"run \w{8} of [\d-]+ [\d:]+ ended without its journal "
                                   r"\('done' in the ledger\) after base -> d1; "
                                   "all of its steps are applied")

    def test_a_full_file_system(self):
        """The same with a file system that is full, where this user may mount one."""
        if os.geteuid() or not shutil.which("unshare"):
            self.skipTest("only root mounts")
        mount = os.path.join(self.p.directory, "small")
        os.makedirs(mount)
        shell = f"mount -t tmpfs -o size=160k none {mount} || exit 77; exec \"$@\""
        self.p.revision("c1", "b1", "op.execute(\"COMMENT ON TABLE t IS '\" + 'x' * 60000 + \"'\")\n" * 9)
        done = limbecktest.run(["unshare", "-m", "sh", "-c", shell, "sh", limbecktest.LIMBECK,
                                "upgrade", "head"], cwd=self.p.directory,
                               env={**self.db.env(), "LIMBECK_JOURNAL": mount + "/j.db"})
        if done.status == 77:
            self.skipTest("mounting is not allowed here")
        self.assertEqual(1, self.succeeds(done).err.count("going on without the journal"), done.err)

    def damage(self, path):
        with open(path, "r+b") as f:
            f.write(GARBAGE)
        for name in glob.glob(path + "-*"):
            os.remove(name)

    def check_set_aside(self, path, **env):
        self.upgrade("a1", **env)
        self.damage(path)
        done = self.upgrade("b1", **env)
        self.assertEqual(1, done.err.count("set aside as"), done.err)
        self.assertEqual(1, len(glob.glob(path + ".damaged-*Z")))
        self.assertIn("has learnt 1 earlier run from the ledger", done.err)
        runs = self.runs(**env)
        self.assertEqual([("a1", "b1", False), ("base", "a1", True)],
                         [(r["from"], r["to"], r["rebuilt"]) for r in runs])

    def test_a_damaged_file_is_set_aside_and_rebuilt(self):
        self.check_set_aside(self.p.journal)

    def test_a_damaged_default_file_as_well(self):
        state = os.path.join(self.p.directory, "state")
        self.check_set_aside(os.path.join(state, "limbeck", "journal.db"), LIMBECK_JOURNAL=None,
                             XDG_STATE_HOME=state)

    def test_a_file_that_turns_out_damaged_while_a_run_writes(self):
        for _ in range(15):
            self.upgrade("a1")
            self.succeeds(self.run_it("downgrade", "base"))
        with open(self.p.journal, "r+b") as f:
            size = f.seek(0, 2)
            f.seek(8 * 4096)
            f.write(b"#" * (size - 8 * 4096))
        done = self.upgrade()
        self.assertEqual(1, done.err.count("set aside as"), done.err)
        self.assertEqual("done", self.runs()[0]["outcome"])

    def test_a_newer_file_is_not_destroyed(self):
        self.upgrade("a1")
        sql = sqlite3.connect(self.p.journal)
        sql.execute("PRAGMA user_version = 99")
        sql.close()
        with open(self.p.journal, "rb") as f:
            before = f.read()
        self.fails(self.run_it("upgrade", "head"), 1, "made by a newer limbeck")
        self.fails(self.run_it("journal"), 1, "made by a newer limbeck")
        with open(self.p.journal, "rb") as f:
            self.assertEqual(before, f.read())
        self.assertEqual([("a1",)], self.db.rows("select version_num from alembic_version"))

    def test_runs_that_it_missed_are_learnt_with_the_next_one(self):
        """Only those behind the newest that it has: older ones went with their age."""
        self.upgrade("a1", "--journal-keep=2")
        self.upgrade("b1", LIMBECK_JOURNAL="off")
        self.succeeds(self.run_it("downgrade", "a1", LIMBECK_JOURNAL="off"))
        done = self.upgrade("b1", "--journal-keep=2")
        self.assertIn("the journal has learnt 2 earlier runs from the ledger\n", done.err)
        self.assertEqual([("a1", "b1", False), ("b1", "a1", True)],
                         [(r["from"], r["to"], r["rebuilt"]) for r in self.runs()])
        self.assertNotIn("learnt", self.succeeds(self.run_it("downgrade", "a1")).err)

    def test_what_others_did_is_not_missing(self):
        self.upgrade("a1")
        self.upgrade("b1", LIMBECK_JOURNAL="off")
        self.db.sql("update limbeck.run set client = 'somebody@elsewhere'")
        self.assertNotIn("learnt", self.succeeds(self.run_it("downgrade", "a1")).err)
        self.assertEqual(2, len(self.runs()))
        self.upgrade("b1", LIMBECK_JOURNAL="off")
        self.db.sql("update limbeck.run set client = 'somebody@elsewhere'")
        self.succeeds(self.run_it("downgrade", "a1", LIMBECK_JOURNAL="off"))
        self.assertIn("learnt 1 earlier run ", self.upgrade("b1").err)
        self.assertEqual(["upgrade", "downgrade", "downgrade", "upgrade"],
                         [run["command"] for run in self.runs()])

    def test_an_absent_file_is_rebuilt_by_the_listing(self):
        self.p.revision("c1", "b1", "op.drop_column('t', 'gone')")
        self.upgrade("b1")
        self.upgrade("head", "--tolerate=missing")
        true = self.shown("1"), self.shown("2")
        os.remove(self.p.journal)
        first = self.succeeds(self.run_it("journal"))
        self.assertIn("was rebuilt from the ledger: 2 runs", first.err)
        second = self.succeeds(self.run_it("journal"))
        self.assertEqual((first.out, ""), (second.out, second.err))
        rebuilt = self.shown("1"), self.shown("2")
        for old, new in zip(true, rebuilt):
            same = ("run", "command", "database", "from", "to", "outcome", "steps", "client")
            self.assertEqual({k: old[k] for k in same}, {k: new[k] for k in same})
            self.assertTrue(new["rebuilt"])
            steps = [[(e["body"]["from"], e["body"]["to"]) for e in run["events"]
                      if e["kind"] == "step"] for run in (old, new)]
            self.assertEqual(*steps)
        skip = [e for e in rebuilt[1]["events"] if e["kind"] == "skip"][0]
        self.assertEqual((1, 1, "t.gone"), (skip["step"], skip["operation"], skip["body"]["target"]))
        self.succeeds(self.run_it("downgrade", "a1"))
        self.assertEqual([3, 2, 1], [r["number"] for r in self.runs()])
        self.assertTrue(re.search(r"\(rebuilt\)", first.out))


if __name__ == "__main__":
    limbecktest.main()
