#!/usr/bin/env python3
"""Every snippet of testdata/sql/*.case is lowered to the SQL that Alembic 1.19 printed for it;
where Alembic refuses, lowering refuses with the same exception."""
import difflib
import glob
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import record    # noqa: E402
import standin    # noqa: E402

TOOL = os.path.join(os.environ.get("LIMBECK_BUILDDIR", "."), "tests/sql/lower_main")


def lowered(name, convention, code):
    ops = standin.operations(record.script(code), "upgrade")
    args = [TOOL] + ["--" + how for how in ("named", "live") if name.endswith("[%s]" % how)]
    if convention:
        args += ["--convention", json.dumps(convention)]
    lines = "".join(json.dumps(op) + "\n" for op in ops)
    done = subprocess.run(args, input=lines, capture_output=True, text=True)
    if done.returncode not in (0, 4):
        return "tool: " + done.stderr.strip()
    return done.stdout.strip("\n")


def agrees(want, got):
    """Refusals need the same exception; its text may be shorter."""
    if want.startswith("error: "):
        return got.startswith(":".join(want.split(":")[:2]))
    return want == got


def main():
    total = wrong = 0
    for path in sorted(glob.glob(os.path.join(HERE, "../../testdata/sql/*.case"))):
        for name, convention, code, want in record.cases(open(path).read()):
            try:
                got = lowered(name, convention, code)
            except Exception as e:
                got = "standin: %s: %s" % (type(e).__name__, e)
            total += 1
            if not agrees(want, got):
                wrong += 1
                print("differs: %s: %s" % (os.path.basename(path), name))
                print("\n".join(difflib.unified_diff(want.split("\n"), got.split("\n"), "alembic",
                                                     "limbeck", lineterm="", n=0)))
    print("%d cases, %d differ" % (total, wrong))
    return 1 if wrong or not total else 0


sys.exit(main())
