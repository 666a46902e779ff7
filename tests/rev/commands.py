#!/usr/bin/env python3
"""heads, history, branches, show, current, stamp and ensure_version beside real Alembic: the same
text, the same version rows, the same SQL."""
import os
import re

import limbecktest

REVISIONS = [("a1", None, {}), ("b2", "a1", {"labels": "shop"}), ("c3", "b2", {}),
             ("d4", "a1", {}), ("e5", "d4", {"depends": "b2"}), ("f6", ("c3", "e5"), {}),
             ("a7", None, {"labels": "other"}), ("b8", "a7", {"depends": "c3"})]

LISTINGS = [("heads",), ("heads", "-v"), ("heads", "--resolve-dependencies"), ("history",),
            ("history", "-v"), ("history", "-r", "b2:f6"), ("history", "-r", ":c3"),
            ("history", "-r", "d4:"), ("branches",), ("branches", "-v"),
            ("show", "a1"), ("show", "heads"), ("show", "shop@head"), ("show", "base")]

REFUSED = [("history", "-r", "a1"), ("show", "zz"), ("history", "-r", "f6:a1"), ("show", "head")]

STAMPS = [("c3",), ("f6",), ("d4",), ("base",), ("heads",), ("base",), ("c3", "d4"), ("e5",),
          ("--purge", "b8"), ("--purge", "base"), ("a7",)]


def in_order(text):
    """Alembic keeps what follows a revision in a set: its names and lines come in any order."""
    def names(m):
        return m.group(1) + ", ".join(sorted(m.group(2).split(", ")))
    text = re.sub(r"(Branches into: )(.*)", names, text)
    return re.sub(r"(?:^ +-> .*\n)+", lambda m: "\n".join(sorted(m.group(0).split("\n"))), text,
                  flags=re.MULTILINE)


class Commands(limbecktest.Case):
    def made(self):
        project = self.project()
        for revision, down, header in REVISIONS:
            project.revision(revision, down, message=f"change {revision}", **header)
        return project

    def rows(self, database):
        return sorted(database.rows("select version_num from alembic_version"))

    def test_listings_are_alembics(self):
        project = self.made()
        for command in LISTINGS:
            with self.subTest(command):
                theirs = self.succeeds(project.alembic(None, *command))
                ours = self.succeeds(project.limbeck(None, *command))
                self.assertEqual(in_order(ours.out), in_order(theirs.out))

    def test_refusals_have_alembics_words(self):
        project = self.made()
        for command in REFUSED:
            with self.subTest(command):
                theirs = project.alembic(None, *command)
                said = re.search(r"FAILED: (.*)", theirs.out + theirs.err, re.DOTALL).group(1)
                said = " ".join(said.split())[:60]
                self.fails(project.limbeck(None, *command), 3, said)

    def test_stamps_leave_the_same_rows(self):
        project, ours, theirs = self.made(), self.database(), self.database()
        for targets in STAMPS:
            with self.subTest(targets):
                self.succeeds(project.alembic(theirs, "stamp", *targets))
                self.succeeds(project.limbeck(ours, "stamp", *targets))
                self.assertEqual(self.rows(ours), self.rows(theirs))
                shown = [project.alembic(theirs, "current"), project.limbeck(ours, "current")]
                self.assertEqual(*[sorted(done.out.splitlines()) for done in shown])

    def test_purge_forgets_rows_that_no_file_has(self):
        project, database = self.made(), self.database()
        self.succeeds(project.limbeck(database, "stamp", "c3"))
        database.sql("insert into alembic_version values ('zz')")
        self.fails(project.limbeck(database, "stamp", "d4"), 3, "'zz'")
        self.succeeds(project.limbeck(database, "stamp", "--purge", "d4"))
        self.assertEqual(self.rows(database), [("d4",)])

    def test_ensure_version_makes_the_table_and_nothing_else(self):
        project, ours, theirs = self.made(), self.database(), self.database()
        self.succeeds(project.alembic(theirs, "ensure_version"))
        for _ in range(2):
            done = self.succeeds(project.limbeck(ours, "ensure_version"))
            self.assertNotIn("Running", done.err)
            self.assertEqual(ours.dump(), theirs.dump())

    def test_the_sql_is_alembics(self):
        project = self.made()
        for command in (("stamp", "--sql", "c3"), ("stamp", "--sql", "c3:f6"),
                        ("stamp", "--sql", "f6:c3"), ("stamp", "--sql", "a1:base"),
                        ("ensure_version", "--sql")):
            with self.subTest(command):
                theirs = self.succeeds(project.alembic(self.database(), *command))
                ours = self.succeeds(project.limbeck(None, *command))
                # 1.19 does not drop the table at the end; Debian's 1.8.1 does
                text = theirs.out.replace("DROP TABLE alembic_version;", "")
                self.assertEqual(ours.out.split(), text.split())


class Files(limbecktest.Case):
    """Where revisions are found, and what files may say."""

    def project_of(self, ini, files):
        home = self.directory()
        for name, text in {"alembic.ini": "[alembic]\nscript_location = %(here)s\n" + ini,
                           **files}.items():
            path = os.path.join(home, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
        return home

    def script(self, revision, down=None, **header):
        lines = [f'"""{revision} does"""', f"revision = {revision!r}", f"down_revision = {down!r}"]
        return "\n".join(lines + [f"{k} = {v!r}" for k, v in header.items()]
                         + ["", "def upgrade():", "    pass", ""])

    def run_in(self, home, *command):
        return limbecktest.run([limbecktest.LIMBECK, *command], cwd=home)

    def test_several_and_recursive_locations(self):
        files = {"one/a.py": self.script("a1"), "one/sub/b.py": self.script("b2", "a1"),
                 "two/c.py": self.script("c3", "b2"), "two/__init__.py": "x = 1",
                 "two/.#c.py": "junk(", "two/__pycache__/d.py": "junk(", "two/notes.txt": "x"}
        ini = "path_separator = os\nversion_locations = %(here)s/one:%(here)s/two\n"
        home = self.project_of(ini + "recursive_version_locations = true\n", files)
        done = self.succeeds(self.run_in(home, "history"))
        self.assertEqual([line.split(",")[0] for line in done.out.splitlines()],
                         ["b2 -> c3 (head)", "a1 -> b2", "<base> -> a1"])
        home = self.project_of(ini, files)
        self.fails(self.run_in(home, "history"), 3, "'b2' referenced from 'c3' is not present",
                   "two/c.py")

    def test_a_file_in_two_locations_is_read_once(self):
        home = self.project_of("path_separator = os\nversion_locations = %(here)s/v:%(here)s/w\n",
                               {"v/a.py": self.script("a1")})
        os.symlink("v", os.path.join(home, "w"))
        done = self.succeeds(self.run_in(home, "heads"))
        self.assertEqual(done.out, "a1 (head)\n")
        self.assertIn("loaded twice", done.err)

    def test_a_legacy_name_is_an_id_and_other_files_are_refused(self):
        text = self.script("x").replace("revision = 'x'\n", "")
        home = self.project_of("", {"versions/1a2b.py": text})
        self.assertEqual(self.succeeds(self.run_in(home, "heads")).out, "1a2b (head)\n")
        home = self.project_of("", {"versions/helper.py": text})
        self.fails(self.run_in(home, "heads"), 3, "versions/helper.py",
                   "declared inside the script")

    def test_a_manifest_serves_for_a_script_that_it_was_compiled_from(self):
        text = self.script("a1")
        manifest = "revision: a1\ndown_revision: null\nmessage: compiled\nupgrade: []\n"
        blob = limbecktest.run(["git", "hash-object", "--stdin"], stdin=text).out.strip()
        home = self.project_of("", {"versions/a1.py": text, "versions/a1.yaml": manifest})
        self.fails(self.run_in(home, "heads"), 3, "a script and a manifest", "a1.py", "a1.yaml")
        for more in (f"provenance: {{blob: {blob}}}\n", "replaces: script\n"):
            home = self.project_of("", {"versions/a1.py": text,
                                        "versions/a1.yaml": manifest + more})
            self.assertIn("compiled", self.succeeds(self.run_in(home, "history")).out)

    def test_a_header_that_is_computed_is_evaluated(self):
        text = self.script("x").replace("revision = 'x'", "revision = 'c' + str(1 + 2)", 1)
        text = text.replace("down_revision = None", "from base import BASE as down_revision")
        files = {"versions/a.py": self.script("a1"), "versions/c.py": text,
                 "versions/base.txt": "", "base.py": "BASE = ('a' + '1',)"}
        home = self.project_of("prepend_sys_path = .\n", files)
        self.assertEqual(self.succeeds(self.run_in(home, "history")).out,
                         "a1 -> c3 (head), x does\n<base> -> a1, a1 does\n")
        files["versions/c.py"] = text.replace("1 + 2", "1 + 'x'")
        home = self.project_of("prepend_sys_path = .\n", files)
        self.fails(self.run_in(home, "heads"), 4, "TypeError", "versions/c.py")

    def test_graph_errors_end_with_status_3(self):
        for files, message in (
                ({"versions/a.py": self.script("a1"), "versions/b.py": self.script("a1")},
                 "present more than once"),
                ({"versions/a.py": self.script("a1", "b2"),
                  "versions/b.py": self.script("b2", "a1")},
                 "cycle is detected"),
                ({"versions/a.py": self.script("a@1")}, "not allowed in revision identifier"),
                ({"versions/a.py": self.script("a" * 33)}, "has 33 characters")):
            home = self.project_of("", files)
            for command in (("heads",), ("history",), ("show", "a1"),
                            ("plan", "upgrade", "head", "--from", "base")):
                self.fails(self.run_in(home, *command), 3, message, *files)


if __name__ == "__main__":
    limbecktest.main()
