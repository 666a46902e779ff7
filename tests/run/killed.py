#!/usr/bin/env python3
"""A run of four revisions is killed at points all over its conversation with the server, in both
transaction modes.  After each, the next start says truly what had happened, journal and ledger agree
with each other and with the tables, and the run is finished to the same schema as an undisturbed
one.  A journal that was lost is rebuilt.

LIMBECK_KILL_POINTS says how many points there are in each mode."""
import collections
import json
import os
import re
import select
import socket
import struct
import subprocess
import threading
import time

import psycopg2

import cluster as clusters
import limbecktest
import proxy

POINTS = int(os.environ.get("LIMBECK_KILL_POINTS", "60"))
REVISIONS = ["a1", "b1", "c1", "d1"]
# Behind a message, in seconds: what the process does between two messages is hit as well.
PAUSES = [0, 0, 0.0005, 0.002, 0.006]


class Killer(proxy.Proxy):
    """Counts messages in both directions and kills the client's process at one of them: before it is
    passed on, or some time after."""

    def __init__(self, environment, at=0, before=False, pause=0):
        self.at, self.before, self.pause = at, before, pause
        self.count, self.child, self.lock = 0, None, threading.Lock()
        super().__init__(environment)

    def serve(self, client, session):
        server = socket.socket(socket.AF_UNIX)
        server.connect(self.target)
        ends, started = {client: (server, b""), server: (client, b"")}, {client: False, server: True}
        try:
            while ends:
                for end in select.select(list(ends), [], [])[0]:
                    data = end.recv(1 << 16)
                    if not data:
                        raise OSError
                    other, rest = ends[end]
                    ends[end] = (other, self.messages(rest + data, other, end, started))
        except OSError:
            pass
        client.close()
        server.close()

    def messages(self, data, other, end, started):
        """Passes whole messages on one by one; what is left is the beginning of the next."""
        while True:
            head = 5 if started[end] else 4
            if len(data) < head:
                return data
            size = struct.unpack("!I", data[head - 4:head])[0] + head - 4
            if len(data) < size:
                return data
            started[end] = True
            self.one(data[:size], other)
            data = data[size:]

    def one(self, message, other):
        with self.lock:
            self.count += 1
            hit = self.count == self.at
        if hit and self.before:
            self.kill()
            raise OSError
        other.sendall(message)
        if hit:
            time.sleep(self.pause)
            self.kill()

    def kill(self):
        self.child.kill()
        self.child.wait()


def write_project(p):
    p.revision("a1", None, """
        op.create_table('t', sa.Column('id', sa.Integer, primary_key=True), sa.Column('n', sa.Integer))
        op.create_index('ix_t_n', 't', ['n'])
        op.execute("INSERT INTO t SELECT i, i FROM generate_series(1, 20) i")
    """)
    p.revision("b1", "a1", """
        op.add_column('t', sa.Column('name', sa.String(20), server_default='x'))
        op.create_unique_constraint('uq_t_n', 't', ['n'])
        op.execute("INSERT INTO t SELECT i, i FROM generate_series(21, 40) i")
    """)
    p.revision("c1", "b1", """
        try:
            op.drop_column('t', 'gone')
        except Exception:
            op.create_table('u', sa.Column('t', sa.Integer, sa.ForeignKey('t.id')))
        op.execute("INSERT INTO u SELECT id FROM t")
    """)
    p.revision("d1", "c1", """
        op.alter_column('t', 'name', type_=sa.Text(), nullable=False)
        op.drop_index('ix_t_n')
        op.execute("UPDATE t SET n = -n")
    """)


def spread(count):
    """Two thirds of the points all over the messages, the others where the last commit is."""
    late = POINTS // 3
    wide = POINTS - late
    last = min(count, 60)
    return ([1 + (i * count + count // 2) // wide for i in range(wide)] +
            [1 + count - last + (i * last + last // 2) // late for i in range(late)])


class Killed(limbecktest.Case):
    """mode is --transaction's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = limbecktest.Database()

    @classmethod
    def tearDownClass(cls):
        cls.template.drop()

    def prepare(self):
        self.p = self.project()
        write_project(self.p)
        self.states = [self.state(self.template)]
        whole = self.template.copy()
        self.addCleanup(whole.drop)
        for revision in REVISIONS:
            self.succeeds(self.p.limbeck(whole, "upgrade", revision, env={"LIMBECK_JOURNAL": "off"}))
            self.states.append(self.state(whole))

    def state(self, database):
        """The schema's fingerprint (the version table aside while it is empty), rows and revision."""
        there = {name: database.rows(f"select to_regclass('{name}')")[0][0]
                 for name in ("alembic_version", "t", "u")}
        rows = {name: database.rows(f"select count(*), sum({column}) from {name}")[0]
                for name, column in (("t", "n"), ("u", "t")) if there[name]}
        at = database.rows("select version_num from alembic_version") if there["alembic_version"] else []
        return (database.fingerprint() if at else "", rows, at)

    def killed_run(self, database, at, before, pause):
        """Starts a run that is killed at a message; how many there had been."""
        with Killer(database.environment, at, before, pause) as k:
            url = f"postgresql://postgres@/{database.name}?host={k.directory}"
            environment = {**os.environ, **database.env(), "LIMBECK_URL": url,
                           "LIMBECK_JOURNAL": self.p.journal}
            k.child = subprocess.Popen(
                [limbecktest.LIMBECK, "upgrade", "head", f"--transaction={self.mode}"],
                cwd=self.p.directory, env=environment, stderr=subprocess.DEVNULL)
            k.child.wait(limbecktest.HANG)
        return k.count

    def settle(self, database):
        """Waits until the server has noticed: nobody is connected any more."""
        with self.watch.cursor() as cursor:
            for _ in range(3000):
                cursor.execute("select count(*) from pg_stat_activity where datname = %s",
                               (database.name,))
                if cursor.fetchone() == (0,):
                    return
                time.sleep(0.01)
        self.fail("the server still has sessions of the killed run")

    def journal(self, database, *arguments):
        done = self.p.limbeck(database, "journal", *arguments, "--json")
        return json.loads(self.succeeds(done).out)

    def ledger(self, database):
        """Outcome and number of steps by run."""
        if database.rows("select to_regclass('limbeck.run')") == [(None,)]:
            return {}
        return {run: (outcome, steps) for run, outcome, steps in database.rows(
            "select r.run::text, r.outcome, (select count(*) from limbeck.step s where s.run = r.run) "
            "from limbeck.run r")}

    def check_state(self, database):
        """The database is at one of the states of an undisturbed run; which."""
        state = self.state(database)
        self.assertIn(state, self.states)
        done = self.states.index(state)
        self.assertIn(done, (0, 4) if self.mode == "run" else range(5))
        return done

    def check_sentence(self, log, run, done, closed):
        """The one line that tells of the killed run.  closed: what the ledger had been told."""
        ended = rf"ended without its journal \('{closed}' in the ledger\)" if closed else "was interrupted"
        where = f"after base -> {REVISIONS[done - 1]}" if done else "before its first commit"
        left = REVISIONS[done:]
        rest = ("all of its steps are applied" if not left else f"{left[0]} was not applied"
                if len(left) == 1 else f"{left[0]} and {len(left) - 1} more were not applied")
        self.assertRegex(log, rf"run {run[:8]} of [-\d]+ [:\d]+ {ended} {where}; {rest}\n")
        self.assertEqual(1, len(re.findall("was interrupted|ended without", log)), log)

    def check_agreement(self, database, done, killed, closed):
        """Journal and ledger say the same of every run."""
        ledger = self.ledger(database)
        for run in self.journal(database):
            events = self.journal(database, run["run"])["events"]
            told = [e["body"]["committed"] for e in events if e["kind"] == "interrupted"]
            if killed and run["run"] == killed["run"] and told:
                self.assertEqual([done], told)
                self.assertEqual(closed or "interrupted", run["outcome"])
                self.assertEqual(REVISIONS[done - 1] if done else "base", run["to"])
            outcome, steps = ledger.get(run["run"], (None, 0))
            if run["run"] in ledger:
                self.assertEqual(outcome, run["outcome"])
            if told:
                self.assertEqual(told, [steps])
            elif run["outcome"] == "done":
                self.assertEqual(len([e for e in events if e["kind"] == "step"]), steps)

    def check_finished(self, database, done, log):
        """What had been left was done, and nothing twice."""
        self.assertEqual(self.states[4], self.state(database))
        told = re.findall(r"Running upgrade (\w*) -> (\w+)", log)
        self.assertEqual(list(zip(["", *REVISIONS][done:], REVISIONS[done:])), told)

    def check_lost(self, database, before, done):
        """The journal is gone: what the ledger knows comes back with the next run or listing."""
        os.remove(self.p.journal)
        for name in ("-wal", "-shm"):
            if os.path.exists(self.p.journal + name):
                os.remove(self.p.journal + name)
        log = self.succeeds(self.p.limbeck(database, "upgrade", "head")).err
        runs = {r["run"]: r for r in self.journal(database)}
        self.assertEqual(set(before), {u for u, r in runs.items() if r["rebuilt"]})
        after = self.ledger(database)
        for run, (_, steps) in before.items():
            events = self.journal(database, run)["events"]
            self.assertEqual(steps, len([e for e in events if e["kind"] == "step"]))
            outcome = after[run][0]
            self.assertEqual((outcome, outcome is not None),
                             (runs[run]["outcome"], runs[run]["ended"] is not None))
            self.assertIn(outcome, ("interrupted", "done", None) if steps == 4 else ("interrupted",))
        self.check_finished(database, done, log)
        if None in [outcome for outcome, _ in after.values()]:
            self.check_left_open(database)

    def check_left_open(self, database):
        """A run that was killed behind its last commit, and whose journal is gone: at head nobody
        writes, so that it stays open for ledger and journal until there is something to do."""
        log = self.succeeds(self.p.limbeck(database, "downgrade", "c1")).err
        self.assertRegex(log, r"run \w{8} of [-\d]+ [:\d]+ was interrupted after base -> d1; 4 of its "
                              "steps are applied\n")
        self.check_agreement(database, 4, None, None)

    def check_point(self, at, before, pause, lose):
        database = self.template.copy()
        try:
            self.killed_run(database, at, before, pause)
            self.settle(database)
            done = self.check_state(database)
            self.seen[done] += 1
            known = os.path.exists(self.p.journal)
            runs = self.journal(database) if known else []
            ledger = self.ledger(database)
            closed = ledger.get(runs[0]["run"], (None,))[0] if runs else None
            if lose and known:
                self.check_lost(database, ledger, done)
                return
            log = self.succeeds(self.p.limbeck(database, "upgrade", "head")).err
            self.check_finished(database, done, log)
            if runs and runs[0]["ended"] is None:
                self.check_sentence(log, runs[0]["run"], done, closed)
            elif runs:
                self.assertEqual(("done", 4), (runs[0]["outcome"], done))
            if os.path.exists(self.p.journal):
                self.check_agreement(database, done, runs[0] if runs else None, closed)
        finally:
            for name in ("", "-wal", "-shm"):
                if os.path.exists(self.p.journal + name):
                    os.remove(self.p.journal + name)
            database.drop()

    def check_points(self, mode):
        self.mode = mode
        self.prepare()
        self.watch = psycopg2.connect(clusters.url("postgres", limbecktest.server()))
        self.watch.autocommit = True
        self.addCleanup(self.watch.close)
        self.seen = collections.Counter()
        whole = self.template.copy()
        count = self.killed_run(whole, 0, False, 0)
        whole.drop()
        os.remove(self.p.journal)
        self.assertGreater(count, 100)
        for i, at in enumerate(spread(count)):
            with self.subTest(mode=mode, message=at, of=count):
                self.check_point(at, i % 3 == 0, PAUSES[i % len(PAUSES)], i % 6 == 5)
        print(f"{mode}: killed at {POINTS} points of {count} messages; "
              f"steps committed by then: {dict(sorted(self.seen.items()))}")
        self.assertLessEqual({0, 4}, set(self.seen))

    def test_in_one_transaction(self):
        self.check_points("run")

    def test_in_a_transaction_for_each_revision(self):
        self.check_points("revision")


if __name__ == "__main__":
    limbecktest.main()
