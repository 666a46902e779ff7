#!/usr/bin/env python3
"""The journal's disk fills up at each of its writes, one after the other.  Whichever it is, the run
ends as it is specified, and from the next start on the journal is whole and says what the ledger
says.  STEP is how many writes there are from one point to the next."""
import collections
import glob
import json
import os
import re
import sqlite3

import limbecktest

STEP = 1
PROGRAM = os.path.join(limbecktest.BUILDDIR, "tests", "run", "full_disk")
WITHOUT = "going on without the journal"
# In this order, each at most once.  A log that cannot be made leaves SQLite's older way.
WARNINGS = ["is kept without write-ahead log", "earlier runs cannot be settled", WITHOUT]


class FullDisk(limbecktest.Case):
    """named: the journal's path is; once: there is room again after the write that failed."""

    def setUp(self):
        self.db = self.database()
        self.p = self.project()
        self.p.revision("a1", None, "op.create_table('t', sa.Column('id', sa.Integer))",
                        "op.drop_table('t')")
        self.p.revision("b1", "a1", "op.add_column('t', sa.Column('b', sa.String))",
                        "op.drop_column('t', 'b')")
        self.state = os.path.join(self.p.directory, "state")
        self.journal = os.path.join(self.state, "limbeck", "journal.db")
        self.words = set()
        self.report = os.path.join(self.p.directory, "calls")

    def environment(self, named):
        return {"LIMBECK_JOURNAL": self.journal if named else None, "XDG_STATE_HOME": self.state}

    def command(self, named, *arguments):
        return self.p.limbeck(self.db, *arguments, env=self.environment(named))

    def full(self, at, named, once, mode):
        """upgrade head, with no more room from the at-th write on; how many there were."""
        variables = {**self.db.env(), **self.environment(named), "LIMBECK_FULL_PATH": self.state,
                     "LIMBECK_FULL_AT": str(at), "LIMBECK_FULL_ONCE": "1" if once else None,
                     "LIMBECK_FULL_REPORT": self.report}
        done = limbecktest.run([PROGRAM, "upgrade", "head", f"--transaction={mode}"],
                               cwd=self.p.directory, env=variables)
        with open(self.report) as f:
            return done, int(f.read())

    def rows(self, query):
        with self.watch.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    def ledger(self):
        """Outcome and revisions of each run."""
        return {run: (outcome, steps) for run, outcome, steps in self.rows(
            "select r.run::text, r.outcome, (select coalesce(array_agg(s.revision order by number), "
            "'{}') from limbeck.step s where s.run = r.run) from limbeck.run r")}

    def journalled(self):
        """The same of the journal, whose file is looked at without limbeck."""
        self.assertEqual([], glob.glob(self.journal + ".damaged*"))
        file = sqlite3.connect(self.journal)
        self.assertEqual([("ok",)], file.execute("pragma integrity_check").fetchall())
        steps = collections.defaultdict(list)
        for run, body in file.execute("select run, body from event where kind = 'step' order by id"):
            steps[run].append(json.loads(body)["revision"])
        runs = {uuid: (outcome, steps[run]) for run, uuid, outcome in file.execute(
            "select id, uuid, outcome from run")}
        file.close()
        return runs

    def check_run(self, done, named, before):
        """Only a journal that was asked for by name stops a run, and then before it begins."""
        warnings = re.findall(r"^WARN .*", done.err, re.MULTILINE)
        at = [row[0] for row in self.rows("select version_num from alembic_version")]
        if done.status == 1 and named:
            self.words.update(re.findall("journal.db': (.*)", done.err))
            self.assertEqual(([], before), (at, self.ledger()), done)
            return "refused"
        self.succeeds(done)
        self.assertEqual(["b1"], at)
        if named:
            self.assertLessEqual(self.ledger().keys() - before.keys(), self.journalled().keys(), done)
        told = [re.search("|".join(WARNINGS), line).group() for line in warnings]
        self.assertEqual(sorted(set(told), key=WARNINGS.index), told, done)
        return "without" if WITHOUT in told else "kept"

    def check_next(self, named, how, before):
        """Without a word of the journal everything is in it; else the next start catches up."""
        new = self.ledger().keys() - before.keys()
        if how == "kept":
            self.assertEqual([self.ledger()[run] for run in new], [self.journalled()[run] for run in new])
        command = ("upgrade", "head") if how == "refused" else ("downgrade", "base")
        done = self.succeeds(self.command(named, *command))
        self.assertNotIn("WARN", re.sub(r"WARN .* run \w{8} of .*\n", "", done.err))
        for run in new:
            told = re.findall(rf"run {run[:8]} of [-\d]+ [:\d]+ (.*)", done.err)
            self.assertIn(told, ([], ["ended without its journal ('done' in the ledger) after base -> "
                                      "b1; all of its steps are applied"]))
        ledger, journal = self.ledger(), self.journalled()
        for run, (outcome, steps) in ledger.items():
            self.assertIn(run, journal, done)
            self.assertEqual(outcome, journal[run][0])
            self.assertEqual(steps[:len(journal[run][1])], journal[run][1])
        for run in journal.keys() - ledger.keys():
            self.assertEqual(("refused", ("interrupted", [])), (how, journal[run]))

    def check_every_write(self, named, once, mode, fresh):
        self.succeeds(self.command(named, "upgrade", "head"))
        self.succeeds(self.command(named, "downgrade", "base"))
        self.watch = self.db.connect()
        self.addCleanup(self.watch.close)
        seen, at, calls = collections.Counter(), 1, 1
        while calls >= at - STEP:
            with self.subTest(write=at):
                if fresh:
                    limbecktest.run(["rm", "-rf", self.state])
                    self.rows("truncate limbeck.run cascade; select 1")
                before = self.ledger()
                done, calls = self.full(at, named, once, mode)
                how = self.check_run(done, named, before)
                seen[how] += 1
                self.check_next(named, how, before)
                self.succeeds(self.command(named, "downgrade", "base"))
            at += STEP
        print(f"named={named} once={once} mode={mode} fresh={fresh}: {dict(seen)}")
        return seen

    def test_a_named_journal_that_is_new(self):
        seen = self.check_every_write(named=True, once=False, mode="revision", fresh=True)
        self.assertTrue(seen["refused"] and seen["without"] and seen["kept"], seen)
        self.assertLessEqual({"No space left on device", "database or disk is full",
                              "disk I/O error: No space left on device"}, self.words)

    def test_a_default_journal_that_is_there(self):
        seen = self.check_every_write(named=False, once=False, mode="run", fresh=False)
        self.assertTrue(not seen["refused"] and seen["without"] and seen["kept"], seen)

    def test_a_default_journal_that_is_new_and_room_that_comes_back(self):
        seen = self.check_every_write(named=False, once=True, mode="revision", fresh=True)
        self.assertTrue(not seen["refused"] and seen["without"] and seen["kept"], seen)


if __name__ == "__main__":
    limbecktest.main()
