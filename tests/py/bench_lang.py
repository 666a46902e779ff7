#!/usr/bin/env python3
"""The script language beside CPython, in turns: seconds, ratio and peak memory of a million formatted
strings in a loop, in a helper called from an expression, and as a generator given to sum()."""
import os
import statistics
import subprocess
import sys
import tempfile
import time

BUILD = os.environ.get("LIMBECK_BUILDDIR", ".")
LKPY = os.environ.get("LKPY", os.path.join(BUILD, "tests", "py", "run_main"))
ROUNDS = 5
PROGRAMS = {
    "for loop": "for i in range(1000000):\n    s = f'row {i} of {i * 2}'\n",
    "helper in an expression":
        "def row(i):\n    return 'row %d of %s' % (i, i * 2)\n"
        "n = 0\nfor i in range(1000000):\n    n += len(row(i))\n",
    "generator to sum()":
        "def width(i):\n    return len(f'row {i}')\n"
        "assert sum(width(i) for i in range(1000000)) > 0\n",
}


def run(command):
    """Seconds and peak KiB."""
    start = time.monotonic()
    with subprocess.Popen(command) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit("bench_lang: %s ended with %d" % (command[0], child.returncode))
    return time.monotonic() - start, usage.ru_maxrss


def main():
    with tempfile.TemporaryDirectory() as directory:
        for name, text in PROGRAMS.items():
            path = os.path.join(directory, "program.py")
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            ours, theirs = [], []
            for _ in range(ROUNDS):
                ours.append(run([LKPY, path]))
                theirs.append(run([sys.executable, path]))
            a, b = (statistics.median(t for t, _ in runs) for runs in (ours, theirs))
            print("%-26s limbeck %.2f s  CPython %.2f s  ratio %.1f (at most 4)  %d MiB (at most "
                  "100)" % (name, a, b, a / b, max(m for _, m in ours) >> 10))


main()
