#!/usr/bin/env python3
"""What CPython 3.11 does not have: f-strings by PEP 701 and type parameters by PEP 695.  Each program of
testdata/py/newer.txt parses, and where an equal one for 3.11 stands behind "---", both have the same
tree but for positions."""
import os
import re
import subprocess
import sys
import tempfile

PARSER = os.path.join(os.environ.get("LIMBECK_BUILDDIR", "."), "tests/py/parse_main")
DATA = os.path.join(os.environ.get("LIMBECK_SRCDIR", "."), "testdata/py/newer.txt")


def tree(text):
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as f:
        f.write(text)
        f.flush()
        out = subprocess.run([PARSER, "-d", f.name], stdout=subprocess.PIPE, check=True).stdout
        verdict = subprocess.run([PARSER, f.name], stdout=subprocess.PIPE, check=True).stdout
    shown = re.sub(r"@\d+-\d+", "", out.decode().split("\n", 1)[-1])
    return verdict.decode().split("\t")[0], shown


def main():
    with open(DATA, encoding="utf-8") as f:
        cases = re.split(r"(?m)^=== ", f.read())[1:]
    bad = compared = 0
    for case in cases:
        text, *equal = re.split(r"(?m)^--- ", case)
        verdict, shown = tree(text)
        if verdict != "ok":
            bad += 1
            print("%r is refused: %s" % (text, verdict))
        elif equal:
            compared += 1
            if tree(equal[0])[1] != shown:
                bad += 1
                print("%r\n  %s  %s" % (text, shown, tree(equal[0])[1]))
    print("%d programs, %d compared, %d faults" % (len(cases), compared, bad))
    return bad != 0 or compared < 15


if __name__ == "__main__":
    sys.exit(main())
