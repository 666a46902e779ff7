#!/usr/bin/env python3
"""Hostile programs end with a clear error and within 256 MiB: testdata/hostile/*.py, whose first line
says `# ends: text of the error` or `# prints: output`.  Endless ones are given fewer steps than a
real run, so that they end soon; under a sanitizer the bound on memory does not hold."""
import glob
import os
import resource
import subprocess
import sys

SRC = os.environ.get("LIMBECK_SRCDIR", ".")
BUILD = os.environ.get("LIMBECK_BUILDDIR", ".")
LKPY = os.environ.get("LKPY", os.path.join(BUILD, "tests", "py", "run_main"))
STEPS = "--steps=20000000"
MOST = 256 << 10        # KiB
HANG = 300


def sanitized():
    with open(LKPY, "rb") as f:
        return b"__asan_init" in f.read()


def run(path):
    """Output, errors, status and peak KiB of one program."""
    with subprocess.Popen([LKPY, STEPS, path], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as child:
        out, err = child.communicate(timeout=HANG)
    return out.decode(errors="replace"), err.decode(errors="replace"), child.returncode


def check(path):
    with open(path, encoding="utf-8") as f:
        kind, text = f.readline()[2:].rstrip("\n").split(": ", 1)
    out, err, status = run(path)
    if kind == "prints":
        return None if out.strip() == text and status == 0 else out + err
    return None if text in err and status == 1 else "status %d\n%s" % (status, err[-800:])


def main():
    paths = sorted(glob.glob(os.path.join(SRC, "testdata/hostile/*.py")))
    bounded, failed, worst = not sanitized(), 0, 0
    for path in paths:
        said = check(path)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        if bounded and peak > MOST and peak > worst:
            said = (said or "") + "took %d KiB" % peak
        worst = max(worst, peak)
        if said:
            failed += 1
            print("%s: %s" % (os.path.basename(path), said))
    print("%d hostile programs, %d failed, at most %d KiB" % (len(paths), failed, worst))
    return failed != 0 or not paths


sys.exit(main())
