#!/usr/bin/env python3
"""Headers of testdata/py/headers.txt, as read without evaluating, equal what CPython gets by running
the module; only those marked [computed] may be left to evaluation."""
import json
import os
import re
import subprocess
import sys
import tempfile

READER = os.path.join(os.environ.get("LIMBECK_BUILDDIR", "."), "tests/py/header_main")
DATA = os.path.join(os.environ.get("LIMBECK_SRCDIR", "."), "testdata/py/headers.txt")
FIELDS = ("revision", "down_revision", "branch_labels", "depends_on")


class Anything:
    """Stands in for alembic and sqlalchemy, of which headers use nothing."""
    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self


def cases():
    with open(DATA, encoding="utf-8", newline="") as f:
        parts = re.split(r"(?m)^=== (.*)\n", f.read())[1:]
    for head, text in zip(parts[::2], parts[1::2]):
        name, _, mark = head.partition(" ")
        if mark == "[crlf]":
            text = text.replace("\n", "\r\n")
        if mark == "[chop]":
            text = text[:-1]
        yield name, mark == "[computed]", text


def field(value):
    if value is None:
        return ["none"]
    if isinstance(value, str):
        return ["one", value]
    if isinstance(value, (tuple, list, set)):
        return ["many"] + list(value)
    return ["computed"]


def expected(text):
    sys.modules.update({"alembic": Anything(), "sqlalchemy": Anything()})
    module = {"__name__": "x"}
    exec(compile(text.encode(), "x", "exec"), module)
    wanted = {f: field(module[f]) if f in module else ["absent"] for f in FIELDS}
    wanted["doc"] = (module.get("__doc__") or "").strip()
    wanted["message"] = re.split("\n\n", wanted["doc"])[0]
    return wanted


def check(name, computed, text, got):
    wanted = expected(text)
    if "error" in got:
        return ["error: " + got["error"]]
    faults = ["%s: %r instead of %r" % (k, got[k], v) for k, v in wanted.items()
              if got[k] != v and not (computed and got[k] == ["computed"])]
    if computed and not any(got[f] == ["computed"] for f in FIELDS):
        faults.append("nothing is computed")
    return faults


def main():
    os.dup2(2, 1)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        found = list(cases())
        paths = [os.path.join(folder, name + ".py") for name, _, _ in found]
        for path, (_, _, text) in zip(paths, found):
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(text)
        run = subprocess.run([READER], input="".join(p + "\n" for p in paths).encode(),
                             stdout=subprocess.PIPE, check=True)
        lines = [json.loads(line) for line in run.stdout.decode().splitlines()]
        assert len(lines) == len(found) > 40
        for (name, computed, text), got in zip(found, lines):
            for fault in check(name, computed, text, got):
                bad += 1
                print("%s: %s" % (name, fault))
    print("%d headers, %d faults" % (len(found), bad))
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
