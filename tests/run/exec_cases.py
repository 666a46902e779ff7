#!/usr/bin/env python3
"""The executor's cases (testdata/exec/*.test): what scripts see, what the wire carries, what is left.

A file holds cases.  A case begins with "=== name" and has sections "--- section": steps (for
exec_tool), setup (SQL), flags, sees (lines that the script saw), status, message (a part of it),
heads, tables (of schema public), log (lines that occur, in this order), wire (what the migration's
connection sent from BEGIN on).  FAIL(SQLSTATE) in a step is a statement that fails so.

Every case runs twice, pipelined and with every statement waited for: script, status and database
must not notice.  Cases with the section `everyk` are run again with operation k failing, for every
k."""
import glob
import os
import re
import unittest

import limbecktest
import proxy

TOOL = os.environ.get("LIMBECK_EXEC_TOOL",
                      os.path.join(limbecktest.BUILDDIR, "tests", "run", "exec_tool"))
EMITS = re.compile(r"^(do|try|rows|count|op|tryop) ")


def fail(state):
    return f"DO $$BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '{state}'; END$$"


def expand(text):
    return re.sub(r"FAIL\((\w{5})\)", lambda m: fail(m.group(1)), text)


def read_cases(path):
    cases, section = [], None
    with open(path) as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("=== "):
                cases.append({"name": line[4:]})
                section = None
            elif line.startswith("--- "):
                section, _, rest = line[4:].partition(" ")
                cases[-1][section] = [rest] if rest else []
            elif section and line:
                cases[-1][section].append(line)
    return cases


class Outcome:
    """What a run of the tool said and left."""

    def __init__(self, run, database):
        self.run = run
        lines = run.out.splitlines()
        self.seen = [l for l in lines if re.match(r"(sees|row|count|says)\b", l)]
        self.log = [l for l in lines if re.match(r"(INFO|WARN) ", l)]
        self.status = run.status
        self.message = next((l for l in lines if l.startswith("status ")), "")
        self.heads = sorted(database.heads())
        self.schema = database.fingerprint()

    def same(self):
        return self.seen, self.status, self.heads, self.schema


class Database:
    """One database for all cases, emptied before each."""

    def __init__(self, database):
        self.name = database.name
        self.connection = database.connect()

    def rows(self, query):
        with self.connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall() if cursor.description else []

    def empty(self, setup):
        self.rows("DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS limbeck CASCADE; "
                  "CREATE SCHEMA public;" + "\n".join(setup))

    def heads(self):
        if self.rows("select to_regclass('alembic_version')") == [(None,)]:
            return []
        return [row[0] for row in self.rows("select version_num from alembic_version")]

    def fingerprint(self):
        """Relations of schema public with columns, constraints and numbers of rows."""
        found = self.rows(
            "select c.oid::regclass::text, c.relkind::text, (select string_agg(attname || ' ' || "
            "atttypid::regtype, ',' order by attnum) from pg_attribute where attrelid = c.oid and "
            "attnum > 0 and not attisdropped), (select string_agg(pg_get_constraintdef(k.oid), ',' "
            "order by conname) from pg_constraint k where conrelid = c.oid) from pg_class c "
            "where relnamespace = 'public'::regnamespace order by 1")
        counts = [self.rows(f"select count(*) from {name}") for name, kind, *_ in found
                  if kind == "r"]
        return found, counts

    def tables(self):
        return [row[0] for row in self.rows(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind "
            "= 'r' and relname <> 'alembic_version' order by 1")]


class Cases(limbecktest.Case):
    def setUp(self):
        super().setUp()
        self.db = Database(self.database())
        self.addCleanup(self.db.connection.close)

    def drive(self, case, steps, *flags, cut=None, keep=False):
        if not keep:
            self.db.empty(case.get("setup", []))
        with proxy.Proxy(limbecktest.server(), cut=cut, refuse="refuse" in case) as p:
            conninfo = f"host={p.directory} user=postgres dbname={self.db.name}"
            flags = [*" ".join(case.get("flags", [])).split(), *flags]
            done = limbecktest.run([TOOL, conninfo, *flags], stdin=expand("\n".join(steps)) + "\n")
            outcome = Outcome(done, self.db)
            outcome.wire = p.sessions[0].trace if p.sessions else []
        self.assertNotIn("Sanitizer", done.err)
        return outcome

    def run_again(self, case):
        out = self.drive(case, case["again"], keep=True)
        later = {**case, "status": case["status2"]}
        self.check({name: value for name, value in later.items() if name != "message"}, out)

    def check(self, case, out):
        text = f"{case['name']}\n{out.run}"
        if "sees" in case:
            self.assertEqual(case["sees"], out.seen, text)
        self.assertEqual(int(case.get("status", ["0"])[0]), out.status, text)
        for part in case.get("message", []):
            self.assertIn(part, out.message, text)
        if "again" in case and out.status != int(case["status2"][0]):
            return
        if "heads" in case:
            self.assertEqual(sorted(" ".join(case["heads"]).split()), out.heads, text)
        if "tables" in case:
            self.assertEqual(" ".join(case["tables"]).split(), self.db.tables(), text)
        log = iter(out.log)
        for line in case.get("log", []):
            self.assertTrue(any(line in said for said in log), f"no log line '{line}'\n{text}")

    def check_wire(self, case, out):
        wire = out.wire
        if "P BEGIN" in wire:
            wire = wire[wire.index("P BEGIN"):]
        want = [expand(line) for line in case["wire"]]
        self.assertEqual(want, wire, f"{case['name']}\n{out.run}")

    def run_case(self, case):
        cut = tuple(case["cut"][0].split(" ", 1))[::-1] if "cut" in case else None
        piped = self.drive(case, case["steps"], cut=cut)
        self.check(case, piped)
        if "wire" in case:
            self.check_wire(case, piped)
        if cut or "once" in case:
            return
        if "again" in case:
            self.run_again(case)
            return
        awaited = self.drive(case, case["steps"], "--await")
        self.check(case, awaited)
        self.assertEqual(piped.same(), awaited.same(), case["name"])
        if "everyk" in case:
            self.fail_at_every_operation(case)

    def fail_at_every_operation(self, case):
        for k, line in enumerate(case["steps"]):
            verb = EMITS.match(line)
            if not verb:
                continue
            word = {"op": "do", "tryop": "try"}.get(verb.group(1), verb.group(1))
            steps = case["steps"][:k] + [f"{word} FAIL(P0001)"] + case["steps"][k + 1:]
            piped = self.drive(case, steps)
            awaited = self.drive(case, steps, "--await")
            self.assertEqual(piped.same(), awaited.same(), f"{case['name']}, line {k}\n{piped.run}"
                                                           f"\n{awaited.run}")


def add(path, cases):
    def test(self):
        for case in cases:
            with self.subTest(case["name"]):
                self.run_case(case)
    test.__doc__ = os.path.basename(path)
    setattr(Cases, "test_" + os.path.splitext(os.path.basename(path))[0], test)


class Count(unittest.TestCase):
    def test_there_are_enough_cases(self):
        self.assertGreaterEqual(TOTAL, 120)


TOTAL = 0
for found in sorted(glob.glob(limbecktest.testdata("exec", "*.test"))):
    loaded = read_cases(found)
    TOTAL += len(loaded)
    add(found, loaded)

limbecktest.main()
