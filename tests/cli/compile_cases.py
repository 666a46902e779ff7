#!/usr/bin/env python3
"""The recorded cases as manifests: what compile writes of each script prints, offline, the SQL that
is recorded for the script.  Halves that Alembic refuses have no operations to write."""
import concurrent.futures
import glob
import os
import re
import shutil
import tempfile

import limbecktest

ENV = '''from alembic import context
context.configure(dialect_name="postgresql", literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
'''
INI = "[alembic]\nscript_location = %(here)s\n"


def limbeck(home, *arguments):
    return limbecktest.run([limbecktest.LIMBECK, "-c", home + "/alembic.ini", *arguments])


def project(home):
    os.makedirs(home + "/versions")
    for name, text in (("env.py", ENV), ("alembic.ini", INI)):
        with open(os.path.join(home, name), "w") as out:
            out.write(text)


def follow(script):
    """Compiles one case; gives (halves that agree, faults, whether its script was kept)."""
    name = os.path.basename(script)[:-3]
    with open(script) as text:
        revision = re.search(r"^revision = '(\w+)'", text.read(), re.M).group(1)
    with tempfile.TemporaryDirectory() as top:
        project(top + "/scripts")
        project(top + "/manifests")
        shutil.copy(script, top + "/scripts/versions/%s.py" % name)
        done = limbeck(top + "/scripts", "compile", "-o", top + "/manifests/versions")
        if done.status:
            refused = os.path.exists(script[:-3] + ".up.error")
            return 0, [] if refused and done.status == 4 else ["%s: %s" % (name, done)], False
        kept = "keeps its script" in done.err
        agree, faults = 0, []
        for half, call in (("up", ["upgrade", "head"]), ("down", ["downgrade", revision + ":base"])):
            if not os.path.exists(script[:-3] + ".%s.sql" % half):
                continue
            with open(script[:-3] + ".%s.sql" % half) as recorded:
                want = recorded.read().strip()
            done = limbeck(top + "/manifests", *call, "--sql")
            same = done.status == 0 and normal(done.out) == normal(want)
            agree += same
            faults += [] if same else ["%s %s: %s" % (name, half, done)]
        return agree, faults, kept


def normal(text):
    """Alembic prints the indexes of one table in the order of a set: adjacent ones are sorted."""
    parts, run = [], []
    for part in text.strip().split("\n\n"):
        if part.startswith("CREATE INDEX"):
            run.append(part)
            continue
        parts += sorted(run) + [part]
        run = []
    return parts + sorted(run)


class Cases(limbecktest.Case):
    def test_manifests_print_what_is_recorded_for_scripts(self):
        scripts = sorted(glob.glob(limbecktest.testdata("conformance", "sql", "*.py")))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(follow, scripts))
        faults = [fault for result in results for fault in result[1]]
        kept = sum(result[2] for result in results)
        print("%d cases, %d halves agree, %d differ, %d scripts kept" % (
            len(scripts), sum(r[0] for r in results), len(faults), kept))
        self.assertEqual(faults[:20], [])
        self.assertEqual(len(scripts), 320)
        self.assertGreater(sum(result[0] for result in results), 500)
        self.kept_only_where_a_half_is_refused(scripts, results)

    def kept_only_where_a_half_is_refused(self, scripts, results):
        """A kept script would agree by itself and show nothing of manifests."""
        for script, result in zip(scripts, results):
            if result[2]:
                self.assertTrue(glob.glob(script[:-3] + ".*.error"), script)


limbecktest.main()
