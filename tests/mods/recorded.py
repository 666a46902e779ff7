#!/usr/bin/env python3
"""Every recorded snippet of testdata/mods/snippets prints, as a script, what Alembic 1.19.1 with
SQLAlchemy 2.0.52 printed for it offline, or sent to the server where its name ends in [live], and is
refused where they refuse it.

The answers were recorded by tests/sql/record.py, which takes prelude.py beside the cases as the head
of every script.  Counters prove that every keyword of every operation, type and schema item occurs
in them: against surface.json, which enumerate.py found in those versions, and against what it finds
in the versions at hand."""
import concurrent.futures
import difflib
import glob
import json
import os
import re
import subprocess
import textwrap
import threading

import limbecktest

DATA = limbecktest.testdata("mods", "snippets")
HEAD = "\nrevision = 'a'\ndown_revision = None\n\n\ndef upgrade():\n"


def cases(path):
    """Yields (name, code, answer) of a case file."""
    with open(path, encoding="utf-8") as f:
        for block in re.split(r"^(?=# \d+(?: \[live\])?\n)", f.read(), flags=re.M):
            if block:
                name, _, rest = block[2:].partition("\n")
                code, _, answer = rest.partition("\n----\n")
                yield name, code, answer


def plain(text):
    return re.sub(r"\n{2,}", "\n\n", text).strip()


# Base classes, and types that only exist inside other ones or stand for older versions.
NO_TYPES = {"AbstractMultiRange", "AbstractRange", "AbstractSingleRange", "NullType", "TupleType",
            "TypeDecorator", "TypeEngine", "UserDefinedType", "Variant", "NamedType"}
# What a batch inherits without having it.
NOT_BATCH = {"batch_alter_table", "bulk_insert", "create_table", "drop_table", "rename_table"}
# What only the making of objects, older versions or the ORM know.
NO_KEYWORDS = {"Variant", "mustexist", "must_exist", "autoload", "autoload_with", "bind", "column",
               "sqltext", "convert_unicode", "unicode_error", "_warn_on_bytestring", "data_type",
               "colspec", "kw", "table", "strict", "name", "metadata", "type_", "element"}


def occurs(codes, call, keyword):
    """Does a call with the keyword stand in any snippet?"""
    pattern = re.compile(r"\b%s\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?\b%s=" % (call, keyword))
    return any(keyword in code and pattern.search(code) for code in codes)


def uncounted(surface, codes):
    """Yields what the enumeration has and no snippet calls."""
    for prefix, part in (("op", "op"), ("batch_op", "batch_op")):
        for name, words in surface[part].items():
            if name in NOT_BATCH and part == "batch_op":
                continue
            if not any("%s.%s(" % (prefix, name) in code for code in codes):
                yield "%s.%s" % (prefix, name)
            yield from ("%s.%s(%s=)" % (prefix, name, word) for word in words
                        if not occurs(codes, prefix + r"\." + name, word))
    for part in ("types", "postgresql", "schema"):
        for name, words in surface[part].items():
            if name not in NO_TYPES and not any(re.search(r"\b%s\b" % name, c) for c in codes):
                yield name
            yield from ("%s(%s=)" % (name, word) for word in words
                        if name not in NO_TYPES and word not in NO_KEYWORDS
                        and not occurs(codes, name, word))
    for name, words in surface["dialect"].items():
        yield from ("%s(%s=)" % (name, word) for word in words if not occurs(codes, name, word))


class Recorded(limbecktest.Case):
    def printed(self, code, live):
        path = os.path.join(self.home, "r%d.py" % threading.get_ident())
        with open(path, "w", encoding="utf-8") as f:
            f.write(self.prelude + HEAD + textwrap.indent(code, "    ") + "\n")
        tool = os.path.join(limbecktest.BUILDDIR, "tests/mods/script_main")
        return subprocess.run([tool] + ["--live"] * live + ["up", path], capture_output=True, text=True, timeout=60)

    def difference(self, name, code, want):
        """What differs, or nothing."""
        done = self.printed(code, name.endswith("[live]"))
        if want.startswith("error: "):
            return "" if done.returncode == 4 and done.stderr else "is not refused: " + want
        if done.returncode:
            return "status %d: %s" % (done.returncode, done.stderr[:300])
        return "\n".join(difflib.unified_diff(plain(want).split("\n"), plain(done.stdout).split("\n"),
                                              "alembic", "limbeck", lineterm="", n=1))

    def recorded(self):
        """All cases as (where, code, answer)."""
        for path in sorted(glob.glob(os.path.join(DATA, "*.case"))):
            for name, code, want in cases(path):
                yield os.path.basename(path) + " " + name, code, want

    def test_prints_what_alembic_printed(self):
        with open(os.path.join(DATA, "prelude.py"), encoding="utf-8") as f:
            self.prelude = f.read()
        self.home = self.directory()
        all_cases = list(self.recorded())
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            found = list(pool.map(lambda c: self.difference(*c), all_cases))
        print(len(all_cases), "snippets")
        self.assertGreater(len(all_cases), 300)
        wrong = ["%s: %s\n%s" % (c[0], c[1], d) for c, d in zip(all_cases, found) if d]
        self.assertEqual(wrong, [], "\n".join(wrong[:10]))

    def test_every_keyword_of_the_recorded_versions_occurs(self):
        codes = [code for _, code, _ in self.recorded()]
        with open(limbecktest.testdata("mods", "surface.json"), encoding="utf-8") as f:
            self.assertEqual(list(uncounted(json.load(f), codes)), [])

    def test_every_keyword_of_the_versions_at_hand_occurs(self):
        here = os.path.dirname(os.path.abspath(__file__))
        done = subprocess.run(["/usr/bin/python3", os.path.join(here, "enumerate.py")],
                              capture_output=True, text=True, timeout=60, env={"PATH": "/usr/bin"})
        if "No module named 'alembic'" in done.stderr:
            self.skipTest("there is no Alembic")
        self.assertEqual(0, done.returncode, done.stderr)
        codes = [code for _, code, _ in self.recorded()]
        self.assertEqual(list(uncounted(json.loads(done.stdout), codes)), [])


if __name__ == "__main__":
    limbecktest.main()
