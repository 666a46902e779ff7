#!/usr/bin/env python3
"""Every revision of public projects is accepted or refused as CPython does, and the trees are equal.

usage: projects.py CHECKOUT...
A revision is a *.py below a directory named versions, in the checkout or the checkout itself.  Each
checkout is counted by itself; fewer revisions than testdata/py/projects.txt says for a directory of
that name, or none, are an error, as is a difference.  Without arguments the revisions that the tree
itself carries are taken."""
import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import stdlib  # noqa: E402

SRC = os.environ.get("LIMBECK_SRCDIR", ".")


def least(name):
    """How many revisions a checkout of that name has at least."""
    with open(os.path.join(SRC, "testdata/py/projects.txt"), encoding="utf-8") as f:
        rows = [line.split() for line in f if not line.startswith("#")]
    return next((int(row[1]) for row in rows if row[0] == name), 1)


def revisions(checkout):
    """Below a directory of that name, at any depth; hidden directories are no part of a project."""
    found = set()
    inside = os.path.basename(os.path.abspath(checkout)) == "versions"
    for folder, subfolders, files in os.walk(os.path.abspath(checkout)):
        subfolders[:] = sorted(s for s in subfolders if not s.startswith("."))
        parts = os.path.relpath(folder, checkout).split(os.sep)
        if inside or "versions" in parts:
            found.update(os.path.join(folder, f) for f in files if f.endswith(".py"))
    return sorted(found)


def compare(checkout):
    """Whether all its revisions are there and none differs."""
    paths, bad, refused = revisions(checkout), 0, 0
    name = os.path.basename(os.path.abspath(checkout))
    for i in range(0, len(paths), stdlib.BATCH):
        batch = paths[i:i + stdlib.BATCH]
        shown, judged = stdlib.trees(batch), stdlib.verdicts(batch)
        for path in batch:
            problem = stdlib.compare(path, judged[path], shown[path])
            refused += judged[path] != "ok"
            if problem:
                bad += 1
                print("%s: %s" % (os.path.relpath(path, checkout), problem))
    print("%s: %d revisions, %d refused, %d differ" % (name, len(paths), refused, bad))
    return len(paths) >= least(name) and not bad


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    results = [compare(c) for c in sys.argv[1:] or [os.path.join(SRC, "testdata")]]
    return not all(results)


if __name__ == "__main__":
    sys.exit(main())
