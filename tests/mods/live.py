#!/usr/bin/env python3
"""Scripts of testdata/mods/live under limbeck and under real Alembic: what they print, the schema
and the data they leave, and that going down leaves nothing.  Those of testdata/mods/recorded need
Alembic 1.19 and SQLAlchemy 2.0; what these printed and left stands beside them (NAME.answer), and
is recorded anew by `live.py --record` with the Alembic of LIMBECK_ALEMBIC_PATH."""
import glob
import os
import shutil
import sys

import limbecktest


def recorded():
    """The scripts; prelude.py is the head of recorded.py's snippets."""
    paths = glob.glob(limbecktest.testdata("mods", "recorded", "*.py"))
    return sorted(p for p in paths if os.path.basename(p) != "prelude.py")


class Live(limbecktest.Case):
    def answer(self, script, run):
        """What a program prints going up and leaves, and what is left when it went down."""
        database, project = self.database(), self.project()
        shutil.copy(script, project.versions)
        up = self.succeeds(run(project)(database, "upgrade", "head"))
        there = database.dump(data=True)
        self.succeeds(run(project)(database, "downgrade", "base"))
        return "==== up\n".join([up.out, there]) + "==== down\n" + database.dump()

    def ours(self, script):
        return self.answer(script, lambda project: project.limbeck)

    def theirs(self, script):
        return self.answer(script, lambda project: project.alembic)

    def test_scripts_see_and_leave_the_same(self):
        for script in sorted(glob.glob(limbecktest.testdata("mods", "live", "*.py"))):
            with self.subTest(os.path.basename(script)):
                self.assertEqual(self.ours(script), self.theirs(script))

    def test_scripts_see_and_leave_what_was_recorded(self):
        for script in recorded():
            with self.subTest(os.path.basename(script)):
                with open(script[:-2] + "answer", encoding="utf-8") as f:
                    self.assertEqual(self.ours(script), f.read())


if __name__ == "__main__":
    if sys.argv[1:] == ["--record"]:
        recorder = Live("theirs")
        for path in recorded():
            with open(path[:-2] + "answer", "w", encoding="utf-8") as out:
                out.write(recorder.theirs(path))
        recorder.doCleanups()
    else:
        limbecktest.main()
