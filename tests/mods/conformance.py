#!/usr/bin/env python3
"""The recorded answers of Alembic 1.19 (640 halves of operations, 200 of the language) against what
scripts emit here.  The version table's bookkeeping is the run's and is left out.
As a program: conformance.py PROGRAM DIRECTORY… shows the first differences."""
import difflib
import glob
import os
import re
import subprocess
import sys

import limbecktest

BOOKKEEPING = re.compile(
    r"BEGIN;|COMMIT;|-- Running (up|down)grade [^\n]*|CREATE TABLE alembic_version \(.*?\n\);|"
    r"(INSERT INTO|UPDATE|DELETE FROM|DROP TABLE) alembic_version\b.*?;$", re.S | re.M)


def plain(sql):
    """Without bookkeeping; the indexes of a table are a set in SQLAlchemy, in no order."""
    statements = re.sub(r"\n{2,}", "\n\n", BOOKKEEPING.sub("", sql)).strip().split("\n\n")
    for at in range(len(statements)):
        end = at
        while end < len(statements) and statements[end].startswith("CREATE INDEX"):
            end += 1
        statements[at:end] = sorted(statements[at:end])
    return "\n\n".join(statements)


def differences(program, case):
    """What differs in the two halves of a case, as texts."""
    found = []
    for half in ("up", "down"):
        done = subprocess.run([program, half, case], capture_output=True, text=True, timeout=120)
        want = f"{case[:-3]}.{half}.sql"
        expected = ""
        if os.path.exists(want):
            with open(want, encoding="utf-8") as f:
                expected = plain(f.read())
            good = done.returncode == 0 and plain(done.stdout) == expected
        else:
            good = done.returncode == 4 and not done.stdout and done.stderr
        if not good:
            diff = difflib.unified_diff(expected.splitlines(), plain(done.stdout).splitlines(),
                                        "alembic", "limbeck", lineterm="", n=1)
            found.append("\n".join([f"{os.path.basename(case)} {half} exit {done.returncode} "
                                    f"{done.stderr.strip()[:500]}", *diff]))
    return found


def all_differences(program, folder):
    cases = sorted(glob.glob(os.path.join(folder, "*.py")))
    return len(cases), [text for case in cases for text in differences(program, case)]


class Conformance(limbecktest.Case):
    def agrees(self, name, cases):
        count, wrong = all_differences(os.path.join(limbecktest.BUILDDIR, "tests/mods/script_main"),
                                       limbecktest.testdata("conformance", name))
        self.assertEqual(count, cases)
        print("\n".join(wrong[:5]))
        self.assertEqual(len(wrong), 0)

    def test_operations_give_the_recorded_sql_or_refusal(self):
        self.agrees("sql", 320)

    def test_snippets_of_operations_and_expressions_agree(self):
        self.agrees("ops", 100)

    def test_programs_of_the_language_agree(self):
        self.agrees("lang", 100)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        for directory in sys.argv[2:]:
            number, faults = all_differences(sys.argv[1], directory)
            print("\n".join(faults[:8]))
            print(f"{directory}: {2 * number - len(faults)} agree, {len(faults)} differ")
    else:
        limbecktest.main()
