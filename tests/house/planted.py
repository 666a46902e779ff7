#!/usr/bin/env python3
"""Each check of the house finds what is planted for it, and nothing in a tree that is well.

testdata/house/<check>/<tree>/ is a small tree; its file EXPECT has the lines that the check must
say about it, none for a tree that is well.  Trees of the check 'words' are made here, since their
faults may stand in no file of this tree."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TREE = pathlib.Path(os.environ.get("LIMBECK_SRCDIR", ".")).resolve()
HOUSE = TREE / "tests/house"
PLANTED = TREE / "testdata/house"
NO_CHECK = {"house.py", "planted.py"}

WORDS = {
    "machine": "see /wo" "rk/x/y",
    "root": "in /ro" "ot/file",
    "home": "in /ho" "me/somebody/file",
    "registry": "from https://registry.npm" "js.org/x",
    "mirror": "from http://deb.debi" "an.org/debian",
    "marker": "/* TO" "DO: more */",
    "merge": "<<<<" "<<< HEAD",
}


def said(check, tree):
    """Exit status and output of a check on a tree."""
    environment = dict(os.environ, LIMBECK_SRCDIR=str(tree))
    done = subprocess.run([sys.executable, "-B", HOUSE / f"{check}.py"], env=environment,
                          capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def judge(check, name, tree, expected):
    """True when the check says exactly what is expected; else shows both."""
    status, output = said(check, tree)
    missing = [line for line in expected if line not in output]
    unexpected = len(output.splitlines()) != len(expected)
    if status == bool(expected) and not missing and not unexpected:
        return True
    print(f"{check}/{name}: exit status {status}\n  said:\n{output}  expected:\n",
          "\n".join(expected))
    return False


def planted_trees():
    for tree in sorted(PLANTED.glob("*/*/")):
        expected = (tree / "EXPECT").read_text().splitlines()
        yield tree.parent.name, tree.name, tree, expected


def word_trees(scratch):
    for name, text in WORDS.items():
        tree = pathlib.Path(scratch, name)
        tree.mkdir()
        (tree / "file.c").write_text("first\n" + text + "\n")
        yield "words", name, tree, ["file.c:2: "]
    tree = pathlib.Path(scratch, "well")
    tree.mkdir()
    (tree / "file.c").write_text("a framework/x, $HOME/y and work to do\n")
    yield "words", "well", tree, []


def main():
    scratch = tempfile.mkdtemp()
    try:
        failed, faulty, well = 0, set(), set()
        for check, name, tree, expected in [*planted_trees(), *word_trees(scratch)]:
            failed += not judge(check, name, tree, expected)
            (faulty if expected else well).add(check)
    finally:
        shutil.rmtree(scratch)
    checks = {path.stem for path in HOUSE.glob("*.py") if path.name not in NO_CHECK}
    for check in sorted(checks - (faulty & well)):
        failed += 1
        print(f"{check}: needs a tree with a fault and one that is well in testdata/house/{check}")
    return 1 if failed else 0


sys.exit(main())
