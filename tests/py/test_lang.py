#!/usr/bin/env python3
"""Every program under testdata/lang gives the same output, errors and their messages included, under
lkpy and under CPython 3.11.  With --stress lkpy collects at every safe point (poisoned cells; slow).
Arguments: programs to run instead of all.  Programs whose first line says `# refused: text` are
refused by lkpy with that text in the message; they need not run under CPython."""
import concurrent.futures
import glob
import os
import re
import subprocess
import sys

SRC = os.environ.get("LIMBECK_SRCDIR", ".")
BUILD = os.environ.get("LIMBECK_BUILDDIR", ".")
LKPY = os.environ.get("LKPY", os.path.join(BUILD, "tests", "py", "run_main"))
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
CARETS = re.compile(r"^\s*[~^]+[\s~^]*$")
HANG = 120


def normal(text):
    """Without addresses and the carets below traceback lines."""
    lines = [line for line in text.split("\n") if not CARETS.match(line)]
    return ADDRESS.sub("0x", "\n".join(lines))


def run(command, path):
    done = subprocess.run(command + [path], capture_output=True, text=True, timeout=HANG,
                          errors="surrogateescape")
    return normal(done.stdout), normal(done.stderr), done.returncode


def refusal(path):
    with open(path, encoding="utf-8") as f:
        first = f.readline()
    return first[len("# refused: "):].strip() if first.startswith("# refused: ") else None


def check(path, flags):
    """What differs, or None."""
    text = refusal(path)
    ours = run([LKPY] + flags, path)
    if text is not None:
        right = ours[2] == 1 and text in ours[1] and "Traceback" not in ours[1]
        return None if right else "not refused with '%s'\n%s%s" % (text, ours[0], ours[1])
    theirs = run([sys.executable, "-B", "-W", "ignore"], path)
    if ours == theirs:
        return None
    return difference(theirs, ours)


def difference(theirs, ours):
    out = []
    for name, a, b in zip(("output", "errors", "status"), theirs, ours):
        if a != b:
            a, b = str(a).split("\n"), str(b).split("\n")
            first = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y),
                         min(len(a), len(b)))
            out.append("  %s differ at line %d\n    CPython: %s\n    lkpy:    %s" % (
                name, first + 1, "".join(a[first:first + 1]), "".join(b[first:first + 1])))
    return "\n".join(out)


def main(arguments):
    flags = [a for a in arguments if a.startswith("--")]
    paths = [os.path.abspath(a) for a in arguments if not a.startswith("--")]
    paths = paths or sorted(glob.glob(os.path.join(os.path.abspath(SRC), "testdata/lang/*.py")))
    paths = [p for p in paths if not os.path.basename(p).startswith("_")]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for path, said in zip(paths, pool.map(lambda p: check(p, flags), paths)):
            if said:
                failed += 1
                print("%s:\n%s" % (os.path.basename(path), said))
    print("%d programs, %d differ" % (len(paths), failed))
    return failed != 0 or not paths


sys.exit(main(sys.argv[1:]))
