#!/usr/bin/env python3
"""No leak of speculation: generated scripts run twice, pipelined and with every statement waited
for, whole and with operation k failing; what the script prints, the exit status and what is left are
the same.  Handlers are around some of the operations."""
import os
import random

import generate
import limbecktest

SEEDS = int(os.environ.get("LIMBECK_SPECULATION_SEEDS", "2"))
OPERATIONS = 9


class Speculation(limbecktest.Case):
    def body(self, seed, broken):
        """A script of generated operations; the one with the number `broken` fails."""
        schema, dice = generate.Schema(seed), random.Random(seed)
        lines = ["out = []"]
        for k in range(OPERATIONS):
            up, _ = schema.operation()
            operation = "op.execute('SELECT 1 / 0')" if k == broken else up
            handled = dice.random() < 0.4
            if handled:
                lines += ["try:"] + ["    " + line for line in operation.splitlines()]
                lines += ["except Exception as error:",
                          f"    print('operation {k}', type(error).__name__)"]
            else:
                lines += operation.splitlines()
            if dice.random() < 0.2:
                lines.append(f"print('behind', {k}, op.get_bind().execute("
                             "sa.text('SELECT count(*) FROM pg_class WHERE relnamespace = "
                             "2200')).scalar())")
        return "\n".join(lines)

    def run_both(self, seed, broken):
        seen = []
        for arguments in ([], ["--await"]):
            project, database = self.project(), self.database()
            project.revision("a1", None, upgrade=self.body(seed, broken))
            run = project.limbeck(database, "upgrade", "head", "--ledger=off", *arguments)
            error = [line for line in run.err.splitlines() if line.startswith("error:")]
            seen.append((run.status, run.out, error, database.dump(data=True)))
            database.drop()
        return seen

    def test_pipelined_and_awaited_runs_are_the_same(self):
        statuses = set()
        for seed in range(1, SEEDS + 1):
            for broken in [None, *range(OPERATIONS)]:
                with self.subTest(seed=seed, broken=broken):
                    piped, awaited = self.run_both(seed, broken)
                    self.assertEqual(awaited, piped)
                    statuses.add(piped[0])
        self.assertLessEqual({0, 6}, statuses)


limbecktest.main()
