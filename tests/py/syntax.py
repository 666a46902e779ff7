#!/usr/bin/env python3
"""Bad programs of testdata/py/syntax.txt fail with CPython's message, on its line.

A program is what follows "=== " up to the next such line.  Where ours differs on purpose, DIFFERENT
gives our line and message and the reason."""
import os
import re
import subprocess
import sys
import tempfile
import warnings

PARSER = os.path.join(os.environ.get("LIMBECK_BUILDDIR", "."), "tests/py/parse_main")
DATA = os.path.join(os.environ.get("LIMBECK_SRCDIR", "."), "testdata/py/syntax.txt")
DIFFERENT = {}


def programs():
    with open(DATA, encoding="utf-8") as f:
        return re.split(r"(?m)^=== ", f.read())[1:]


def expected(text):
    try:
        compile(text, "x", "exec", dont_inherit=True)
    except SyntaxError as e:
        return "%s:%s" % (e.lineno, e.msg)
    return "ok"


def ours(texts):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, "%d.py" % i) for i in range(len(texts))]
        for path, text in zip(paths, texts):
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
        run = subprocess.run([PARSER], input="".join(p + "\n" for p in paths).encode(),
                             stdout=subprocess.PIPE, check=True)
        return [line.rsplit("\t", 1)[0] for line in run.stdout.decode().splitlines()]


def main():
    warnings.simplefilter("ignore")
    texts = programs()
    found = ours(texts)
    assert len(found) == len(texts) > 150
    bad = 0
    for text, got in zip(texts, found):
        wanted = DIFFERENT.get(text.rstrip("\n"), (expected(text),))[0]
        if got != wanted:
            bad += 1
            print("%r\n   ours    %s\n   wanted  %s" % (text, got, wanted))
    print("%d programs, %d with another message" % (len(texts), bad))
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
