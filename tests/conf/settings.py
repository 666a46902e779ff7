#!/usr/bin/env python3
"""Which source of a setting wins, where Alembic's places are, and which URL is used."""
import json
import os
import subprocess

import limbecktest

DUMP = os.path.join(limbecktest.BUILDDIR, "tests/conf/conf_dump")


class Conf(limbecktest.Case):
    def setUp(self):
        self.top = os.path.realpath(self.directory())
        os.makedirs(self.top + "/migrations/versions")

    def write(self, name, text):
        path = os.path.join(self.top, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text)

    def load(self, *arguments, **env):
        environment = {k: v for k, v in os.environ.items()
                       if not k.startswith("LIMBECK_") and k not in ("DATABASE_URL", "PYTHONPATH")}
        done = subprocess.run([DUMP, "load", *arguments], cwd=self.top, env={**environment, **env},
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_flags_win_over_environment_over_file_over_toml_over_default(self):
        self.write("alembic.ini", "[alembic]\nscript_location = migrations\n")
        default = self.load()["set"]["lock-wait"]
        self.assertEqual(default[:2], [600_000_000, 0])
        self.write("pyproject.toml", "[tool.limbeck]\nlock_wait = '1s'\n")
        self.assertEqual(self.load()["set"]["lock-wait"][:2], [1_000_000, 2])
        self.write("alembic.ini", "[alembic]\nscript_location = migrations\n"
                                  "[limbeck]\nlock_wait = 2min\n")
        self.assertEqual(self.load()["set"]["lock-wait"][:2], [120_000_000, 2])
        env = {"LIMBECK_LOCK_WAIT": "3ms"}
        self.assertEqual(self.load(**env)["set"]["lock-wait"][:2], [3000, 3])
        self.assertEqual(self.load("lock-wait=0", **env)["set"]["lock-wait"][:2], [0, 4])

    def test_a_value_that_does_not_fit_is_refused(self):
        for argument, text in (("lock-wait=5", "us, ms, s, min, h, d"), ("ledger=maybe", "ledger"),
                               ("no-env=perhaps", "no-env")):
            self.write("alembic.ini", "[alembic]\nscript_location = migrations\n")
            self.assertIn("cannot be", self.load(argument)["error"])

    def test_an_unknown_setting_is_named_with_its_line(self):
        self.write("alembic.ini",
                   "[alembic]\nscript_location = migrations\n[limbeck]\nlok_wait=1\n")
        answer = self.load()
        self.assertEqual((answer["error"], answer["line"]), ("there is no setting 'lok_wait'", 4))

    def test_lists_and_naming_conventions(self):
        self.write("alembic.ini", "[alembic]\nscript_location = migrations\n[limbeck]\n"
                   "tolerate = missing, 42P07\nnaming_convention.uq = uq_%(table_name)s\n"
                   "naming_convention.ck = ck_%%(constraint_name)s\n")
        answer = self.load()
        self.assertEqual(answer["tolerate"], ["missing", "42P07"])
        self.assertEqual(answer["naming"],
                         ["uq", "uq_%(table_name)s", "ck", "ck_%(constraint_name)s"])
        self.assertEqual(self.load("tolerate=exists", "tolerate=42704")["tolerate"],
                         ["exists", "42704"])

    def places(self, ini, **more):
        self.write("alembic.ini", "[alembic]\nscript_location = %(here)s/migrations\n" + ini)
        return self.load(**more)

    def test_version_locations_are_split_by_each_separator(self):
        top = self.top
        for name, sep in (("space", " "), ("os", ":"), (":", ":"), (";", ";"), ("newline", "\n  ")):
            answer = self.places(f"path_separator = {name}\nversion_locations = %(here)s/a{sep}b\n")
            self.assertEqual(answer["versions"], [top + "/a", top + "/b"], name)
        answer = self.places("version_path_separator = ;\nversion_locations = a ; b\n")
        self.assertEqual(answer["versions"], [top + "/a", top + "/b"])
        answer = self.places("version_locations = a, b  c\n")
        self.assertEqual(answer["versions"], [top + "/a", top + "/b", top + "/c"])
        answer = self.places("path_separator = pipe\nversion_locations = a\n")
        self.assertIn("not a valid value for path_separator", answer["error"])
        self.assertEqual(self.places("")["versions"], [top + "/migrations/versions"])

    def test_packages_are_found_below_prepend_sys_path(self):
        os.makedirs(self.top + "/src/shop/db/alembic")
        self.write("alembic.ini", "[alembic]\nscript_location = shop.db:alembic\n"
                                  "prepend_sys_path = src\n")
        answer = self.load()
        self.assertEqual(answer["script_location"], self.top + "/src/shop/db/alembic")
        self.assertEqual(answer["sys_path"], [self.top + "/src"])
        self.write("alembic.ini", "[alembic]\nscript_location = shop.dv:alembic\n")
        self.assertIn("the package of 'shop.dv:alembic'", self.load()["error"])

    def test_pyproject_toml_alone_is_enough(self):
        self.write("pyproject.toml", '[tool.alembic]\nscript_location = "%(here)s/migrations"\n'
                   'version_locations = ["%(here)s/x", "y"]\nrecursive_version_locations = true\n')
        answer = self.load()
        self.assertEqual(answer["script_location"], self.top + "/migrations")
        self.assertEqual(answer["versions"], [self.top + "/x", self.top + "/y"])
        self.assertEqual(answer["recursive"], 1)

    def test_what_is_not_there_is_said(self):
        self.assertIn("No 'script_location' key", self.load()["error"])
        self.assertIn("no configuration file 'x.ini'", self.load("-c", "x.ini")["error"])
        self.assertIn("no configuration file", self.load(ALEMBIC_CONFIG="y.ini")["error"])
        self.write("alembic.ini", "[alembic]\nscript_location = nowhere\n")
        self.assertIn("Path doesn't exist: nowhere", self.load()["error"])
        self.assertIn("has no section [other]", self.load("-n", "other")["error"])
        self.assertEqual(self.load("versions=migrations/versions", "-n", "other")["versions"],
                         [self.top + "/migrations/versions"])

    def test_the_order_of_urls(self):
        def url(host):
            return f"postgresql://u:p@{host}/d"
        self.write("alembic.ini", "[alembic]\nscript_location = migrations\n")
        self.assertEqual(self.load()["from"], "libpq's environment")
        env = {"DATABASE_URL": url("hosted")}
        self.assertEqual(self.load(**env)["host"], "hosted")
        self.write("alembic.ini", "[alembic]\nscript_location = migrations\n"
                   "sqlalchemy.url = driver://user:pass@localhost/dbname\n")
        self.assertEqual(self.load(**env)["host"], "hosted")
        self.write("alembic.ini", "[alembic]\nscript_location = migrations\n"
                   f"sqlalchemy.url = {url('ini')}\n")
        self.assertEqual(self.load(**env)["host"], "ini")
        self.assertEqual(self.load("--env-url", url("env"), **env)["host"], "env")
        env["LIMBECK_URL"] = url("variable")
        self.assertEqual(self.load("--env-url", url("env"), **env)["host"], "variable")
        self.assertEqual(self.load("url=" + url("flag"), **env)["host"], "flag")
        self.assertEqual(self.load("url=" + url("flag"), **env)["from"], "--url")


if __name__ == "__main__":
    limbecktest.main()
