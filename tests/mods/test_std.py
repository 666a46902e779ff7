#!/usr/bin/env python3
"""The standard modules of scripts print what CPython's own print: every program of testdata/std is
run by both."""
import difflib
import glob
import os
import subprocess
import sys

SOURCE = os.environ.get("LIMBECK_SRCDIR", ".")
BUILD = os.environ.get("LIMBECK_BUILDDIR", ".")
PYTHON = os.environ.get("LIMBECK_PYTHON", "/usr/bin/python3")


def output(command, path):
    environment = dict(os.environ, TZ="UTC", PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(command + [path], capture_output=True, text=True, timeout=120,
                          env=environment)
    return done.stdout if done.returncode == 0 else done.stdout + done.stderr


def main(names):
    wrong = 0
    programs = sorted(glob.glob(os.path.join(SOURCE, "testdata/std/*.py")))
    for path in programs:
        if names and not any(name in path for name in names):
            continue
        want = output([PYTHON, "-W", "ignore"], path)
        got = output([os.path.join(BUILD, "tests/mods/std_main")], path)
        if want != got:
            wrong += 1
            print("differs:", path)
            print("\n".join(list(difflib.unified_diff(want.splitlines(), got.splitlines(),
                                                      "cpython", "limbeck", lineterm="", n=0))[:30]))
    print(f"{len(programs)} programs, {wrong} differ")
    return 1 if wrong or not programs else 0


sys.exit(main(sys.argv[1:]))
