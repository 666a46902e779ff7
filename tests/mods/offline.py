#!/usr/bin/env python3
"""Scripts of testdata/mods/offline/*.case under `upgrade head --sql`: the whole output equals what
Alembic 1.19 printed; where Alembic raised, limbeck refuses and prints no SQL.

A case is a line "# name", settings ("-- configure, …", "-- convention {…}", "-- arguments -x a=b"), the module of a
revision, "----" and the recorded answer: the output, or "error: " and the exception.  A refusal of
limbeck's own that Alembic does not have is "refused: " and a part of its message, written by hand.
As a program with --record FILE…: answers are recorded anew by the Alembic of LIMBECK_ALEMBIC_PATH."""
import glob
import os
import re
import sys

import limbecktest

HEAD = """from alembic import context, op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
revision = 'a1'
down_revision = None
"""


class Item:
    def __init__(self, block):
        self.name, _, rest = block[2:].partition("\n")
        self.text, _, self.answer = rest.partition("----\n")
        self.answer = self.answer.strip("\n")
        self.configure = "".join(re.findall(r"^-- configure(.*)$", self.text, re.M))
        self.arguments = " ".join(re.findall(r"^-- arguments (.*)$", self.text, re.M)).split()
        convention = re.findall(r"^-- convention (.*)$", self.text, re.M)
        self.convention = convention[0] if convention else None
        self.code = re.sub(r"^-- .*\n", "", self.text, flags=re.M)

    def __str__(self):
        return f"# {self.name}\n{self.text}----\n{self.answer}\n"

    def project(self, case):
        project = case.project(configure=self.configure)
        path = os.path.join(project.directory, "migrations", "env.py")
        with open(path, encoding="utf-8") as f:
            env = f.read()
        env = env.replace('{"paramstyle": "named"}', '{"paramstyle": "named"}' + self.configure)
        if self.convention:
            env = env.replace("target_metadata = None", "from sqlalchemy import MetaData\ntarget_metadata = "
                              f"MetaData(naming_convention={self.convention})")
        project.write("migrations/env.py", env)
        project.write("migrations/versions/a1.py", HEAD + self.code)
        return project

    def command(self):
        wanted = [a for a in self.arguments if a in ("downgrade",)]
        options = [a for a in self.arguments if a not in wanted]
        where = ["downgrade", "a1:base"] if wanted else ["upgrade", "head"]
        return options + where + ["--sql"]


def items(path):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    blocks = re.split(r"^(?=# )", text, flags=re.M)
    return blocks[0], [Item(block) for block in blocks[1:]]


# What every upgrade prints around the script's own statements; left out of the answers.
FRAME = re.compile(r"BEGIN;\n\nCREATE TABLE alembic_version \(.*?\n\);\n\n-- Running upgrade  -> a1\n\n(.*)"
                   r"INSERT INTO alembic_version [^\n]*;\n\nCOMMIT;", re.S)


def outcome(done):
    """What a command printed, or its error."""
    if not done.status:
        printed = re.sub(r"\n{3,}", "\n\n", done.out).strip("\n")
        framed = FRAME.fullmatch(printed)
        return framed[1].strip("\n") if framed else printed
    # The last line of a traceback, or Alembic's own FAILED.
    lines = [re.sub(r"^ERROR \[alembic.util.messaging\] ", "CommandError: ", line) for line in
             done.err.splitlines() if re.match(r"(\w+\.)*\w+(Error|Exception)\b|ERROR \[alembic", line)]
    # Which columns of a circle are named is an order of sets.
    lines = [re.sub(r"(Circular dependency detected)\..*", r"\1", line) for line in lines]
    lines = [re.sub(r"(no dispatch function for object): <.*", r"\1", line) for line in lines]
    return "error: " + (lines or done.err.splitlines() or [""])[-1].strip()


class Offline(limbecktest.Case):
    def agrees(self, item):
        done = item.project(self).limbeck(None, *item.command(), env={"DATABASE_URL": "postgresql://"})
        if item.answer.startswith("refused: "):
            self.fails(done, 4, item.answer[9:])
        elif item.answer.startswith("error: "):
            self.assertNotEqual(done.status, 0, f"\n{done}")
            self.assertEqual(done.out, "", f"\n{done}")
            said = re.sub(r"error: (?:\w+\.)*\w+: ?", "", item.answer)
            self.assertIn(said, done.err)
        else:
            self.assertEqual(outcome(self.succeeds(done)), item.answer)

    def test_scripts_print_what_alembic_prints(self):
        for path in sorted(glob.glob(limbecktest.testdata("mods", "offline", "*.case"))):
            for item in items(path)[1]:
                with self.subTest(f"{os.path.basename(path)}: {item.name}"):
                    self.agrees(item)

    def record(self, path):
        head, all_items = items(path)
        for item in all_items:
            if not item.answer.startswith("refused: "):
                done = item.project(self).alembic(None, *item.command(),
                                                  env={"DATABASE_URL": "postgresql://"})
                item.answer = outcome(done)
        with open(path, "w", encoding="utf-8") as f:
            f.write(head + "\n".join(map(str, all_items)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--record"]:
        recorder = Offline("record")
        for name in sys.argv[2:]:
            recorder.record(name)
        recorder.doCleanups()
    else:
        limbecktest.main()
