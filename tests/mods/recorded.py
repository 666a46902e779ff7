#!/usr/bin/env python3
"""Every recorded snippet of testdata/mods/recorded prints, as a script, what Alembic 1.19.1 with
SQLAlchemy 2.0.52 printed for it offline, and is refused where they refuse it.

The answers were recorded by tests/sql/record.py, which takes prelude.py beside the cases as the head
of every script."""
import difflib
import glob
import os
import re
import subprocess
import textwrap

import limbecktest

DATA = limbecktest.testdata("mods", "recorded")
HEAD = "\nrevision = 'a'\ndown_revision = None\n\n\ndef upgrade():\n"


def cases(path):
    """Yields (name, code, answer) of a case file."""
    with open(path, encoding="utf-8") as f:
        for block in re.split(r"^(?=# \d+\n)", f.read(), flags=re.M):
            if block:
                name, _, rest = block[2:].partition("\n")
                code, _, answer = rest.partition("\n----\n")
                yield name, code, answer


def plain(text):
    return re.sub(r"\n{2,}", "\n\n", text).strip()


class Recorded(limbecktest.Case):
    def printed(self, code):
        path = os.path.join(self.home, "a.py")
        with open(path, "w", encoding="utf-8") as f:
            f.write(self.prelude + HEAD + textwrap.indent(code, "    ") + "\n")
        tool = os.path.join(limbecktest.BUILDDIR, "tests/mods/script_main")
        return subprocess.run([tool, "up", path], capture_output=True, text=True, timeout=60)

    def difference(self, code, want):
        """What differs, or nothing."""
        done = self.printed(code)
        if want.startswith("error: "):
            return "" if done.returncode == 4 and done.stderr else "is not refused: " + want
        if done.returncode:
            return "status %d: %s" % (done.returncode, done.stderr[:300])
        return "\n".join(difflib.unified_diff(plain(want).split("\n"), plain(done.stdout).split("\n"),
                                              "alembic", "limbeck", lineterm="", n=1))

    def test_prints_what_alembic_printed(self):
        self.home = self.directory()
        with open(os.path.join(DATA, "prelude.py"), encoding="utf-8") as f:
            self.prelude = f.read()
        count, wrong = 0, []
        for path in sorted(glob.glob(os.path.join(DATA, "*.case"))):
            for name, code, want in cases(path):
                count += 1
                found = self.difference(code, want)
                if found:
                    wrong.append("%s %s: %s\n%s" % (os.path.basename(path), name, code, found))
        print(count, "snippets")
        self.assertGreater(count, 300)
        self.assertEqual(wrong, [], "\n".join(wrong[:10]))


if __name__ == "__main__":
    limbecktest.main()
