#!/usr/bin/env python3
"""The chain of testdata/mods/updown, which together has every operation of op and of a batch, goes
up, down and up by limbeck and by real Alembic: schema and data are the same after each step, and
every downgrade is exact."""
import glob
import json
import os
import re
import shutil

import limbecktest

SCRIPTS = sorted(glob.glob(limbecktest.testdata("mods", "updown", "*.py")))
# What Alembic registers as operations, for op and for a batch.
REGISTERED = """
import json
from alembic.operations import BatchOperations, Operations
print(json.dumps([[name for name in dir(Operations) if not name.startswith("_")],
                  [name for name in vars(BatchOperations) if not name.startswith("_")]]))
"""


def table_of_operations():
    """The names of the operations' table."""
    with open(os.path.join(limbecktest.SRCDIR, "include/model/ops.def"), encoding="utf-8") as f:
        return re.findall(r'^LK_OP\(\w+, "(\w+)"', f.read(), re.MULTILINE)


def called(on):
    """The names that the scripts call on a variable."""
    names = set()
    for script in SCRIPTS:
        with open(script, encoding="utf-8") as f:
            names.update(re.findall(rf"\b{on}\.(\w+)\(", f.read()))
    return names


class UpDown(limbecktest.Case):
    def walk(self, command, database):
        """Takes every script up, down and up; returns the dump after each step."""
        dumps = []              # three of each script; then that of base and that of head
        for _ in SCRIPTS:
            for direction, target in (("upgrade", "+1"), ("downgrade", "-1"), ("upgrade", "+1")):
                self.succeeds(command(database, direction, target))
                dumps.append(database.dump(data=True))
        self.succeeds(command(database, "downgrade", "base"))
        dumps.append(database.dump(data=True))
        self.succeeds(command(database, "upgrade", "head"))
        return dumps + [database.dump(data=True)]

    def test_every_step_leaves_what_alembic_leaves(self):
        project = self.project()
        for script in SCRIPTS:
            shutil.copy(script, project.versions)
        theirs = self.walk(project.alembic, self.database())
        ours = self.walk(project.limbeck, self.database())
        for number, (expected, found) in enumerate(zip(theirs, ours)):
            with self.subTest(f"script {number // 3 + 1}, step {number % 3 + 1}"):
                self.assertEqual(expected, found)
        for number in range(3, 3 * len(SCRIPTS), 3):
            with self.subTest(f"script {number // 3 + 1} goes down exactly"):
                self.assertEqual(ours[number - 1], ours[number + 1])
                self.assertEqual(ours[number], ours[number + 2])
        self.assertEqual(ours[1], ours[-2], "all the way down")
        self.assertEqual(ours[-3], ours[-1], "all the way up")

    def test_every_operation_occurs(self):
        done = limbecktest.run([limbecktest.PYTHON, "-c", REGISTERED],
                               env=limbecktest.alembic_path())
        operations, batch = map(set, json.loads(self.succeeds(done).out))
        wanted = operations.intersection(table_of_operations())
        self.assertGreater(len(wanted), 15)
        self.assertGreater(len(batch), 10)
        self.assertEqual(wanted - called("op"), set())
        self.assertEqual(batch - called("batch_op"), set())


if __name__ == "__main__":
    limbecktest.main()
