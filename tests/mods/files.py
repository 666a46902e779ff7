#!/usr/bin/env python3
"""Which files scripts may read: those below the project and below the directories of its modules.  A
directory of revisions may lie elsewhere than the configuration file."""
import os
import shutil

import limbecktest


class Files(limbecktest.Case):
    def elsewhere(self, path):
        """limbeck on a revision in a directory of its own, which reads that path, counted from there."""
        project = self.project()
        versions = os.path.join(self.directory(), "versions")
        for name in (versions, versions + "2"):
            os.makedirs(name)
            with open(os.path.join(name, "a1.sql"), "w", encoding="utf-8") as f:
                f.write("SELECT 'beside'")
        shutil.move(project.revision("a1", None, upgrade="import os\n"
                                     f"here = os.path.join(os.path.dirname(__file__), '{path}')\n"
                                     "op.execute(open(here).read() + f' {os.listdir(os.path.dirname(here))}')"),
                    os.path.join(versions, "a1.py"))
        return project.limbeck(None, "upgrade", "head", "--sql", "--versions", versions)

    def test_what_lies_beside_a_revision_is_read(self):
        self.assertIn("SELECT 'beside' ['a1.py', 'a1.sql']", self.succeeds(self.elsewhere("a1.sql")).out)

    def test_what_lies_outside_is_refused(self):
        for path in "../versions2/a1.sql", "../a1.sql", "/etc/passwd":
            with self.subTest(path):
                done = self.fails(self.elsewhere(path), 4, "is outside the project")
                self.assertEqual(done.out, "")


if __name__ == "__main__":
    limbecktest.main()
