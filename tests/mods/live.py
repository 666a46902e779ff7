#!/usr/bin/env python3
"""Scripts of testdata/mods/live under limbeck and under real Alembic: what they print, the schema
and the data they leave, and that going down leaves nothing."""
import glob
import os
import shutil

import limbecktest


class Live(limbecktest.Case):
    def test_scripts_see_and_leave_the_same(self):
        for script in sorted(glob.glob(limbecktest.testdata("mods", "live", "*.py"))):
            with self.subTest(os.path.basename(script)):
                ours, theirs = self.database(), self.database()
                project = self.project()
                shutil.copy(script, project.versions)
                done = self.succeeds(project.limbeck(ours, "upgrade", "head"))
                wanted = self.succeeds(project.alembic(theirs, "upgrade", "head"))
                self.assertEqual(done.out, wanted.out)
                self.assertEqual(ours.dump(data=True), theirs.dump(data=True))
                self.succeeds(project.limbeck(ours, "downgrade", "base"))
                self.succeeds(project.alembic(theirs, "downgrade", "base"))
                self.assertEqual(ours.dump(), theirs.dump())


if __name__ == "__main__":
    limbecktest.main()
