#!/usr/bin/env python3
"""The ledger: what it keeps of a run, in which versions it is understood, and what happens where it
cannot be written."""
import hashlib
import os

import limbecktest


def blob(text):
    """git hash-object, of bytes."""
    return hashlib.sha1(b"blob %d\0" % len(text) + text).hexdigest()


class Texts(limbecktest.Case):
    def used(self, database, revision):
        """path -> hash of the files that the last step of a revision used."""
        return dict(database.rows(
            "select t.path, t.hash from limbeck.step_text t join limbeck.step s using (run, number) "
            f"where s.revision = '{revision}'"))

    def kept(self, database):
        return dict(database.rows("select hash, content from limbeck.text"))

    def upgraded(self, project, database, *arguments):
        return self.succeeds(project.limbeck(database, "upgrade", "head", *arguments))

    def test_every_file_that_a_step_used(self):
        """Imports of imports, files that are opened, and modules that an earlier step had loaded."""
        project, database = self.project(), self.database()
        project.write("migrations/deep.py", "NAME = 'deep'\n")
        project.write("migrations/helper.py", "import deep\nSQL = open('data/one.sql').read()\n")
        project.write("migrations/other.py", "X = 1\n")
        project.write("data/one.sql", "SELECT 1")
        project.write("data/two.sql", "SELECT 2")
        project.revision("a1", None, upgrade="""
            import helper
            op.execute(helper.SQL)""")
        project.revision("b2", "a1", upgrade="""
            from pathlib import Path
            op.execute(Path('data/two.sql').read_text())""")
        project.revision("c3", "b2", upgrade="import helper\nimport other\nimport datetime")
        self.upgraded(project, database)
        script = "migrations/versions/%s.py"
        helper = {"migrations/helper.py", "migrations/deep.py", "data/one.sql"}
        env = "migrations/env.py"
        self.assertEqual({script % "a1", env} | helper, set(self.used(database, "a1")))
        self.assertEqual({script % "b2", env, "data/two.sql"}, set(self.used(database, "b2")))
        self.assertEqual({script % "c3", env, "migrations/other.py"} | helper,
                         set(self.used(database, "c3")))
        kept = self.kept(database)
        for revision in ("a1", "b2", "c3"):
            for path, digest in self.used(database, revision).items():
                with open(os.path.join(project.directory, path), "rb") as f:
                    text = f.read()
                self.assertEqual(blob(text), digest, path)
                self.assertEqual(text.decode(), kept[digest], path)

    def test_a_text_is_kept_once(self):
        project, database = self.project(), self.database()
        project.write("migrations/helper.py", "X = 1\n")
        for n in range(5):
            project.revision(f"r{n}", f"r{n - 1}" if n else None, upgrade="import helper")
        self.upgraded(project, database, "--transaction=revision")
        self.succeeds(project.limbeck(database, "downgrade", "base"))
        self.upgraded(project, database)
        rows = database.rows("select count(*), count(distinct hash) from limbeck.text")
        self.assertEqual([(7, 7)], rows)
        self.assertEqual([(5 * 3 + 5 * 2 + 5 * 3,)],
                         database.rows("select count(*) from limbeck.step_text"))

    def test_manifests_and_their_files(self):
        project, database = self.project(), self.database()
        project.write("migrations/versions/sql/views.sql", "CREATE VIEW v AS SELECT 1 AS a")
        project.manifest("a1", """
            revision: a1
            down_revision: null
            message: views
            upgrade:
              - execute_file: sql/views.sql
            downgrade:
              - execute: DROP VIEW v
            """)
        self.upgraded(project, database)
        self.assertEqual({"migrations/versions/a1.yaml", "migrations/versions/sql/views.sql",
                          "migrations/env.py"}, set(self.used(database, "a1")))
        self.assertIn("CREATE VIEW v AS SELECT 1 AS a", self.kept(database).values())

    def test_what_is_too_large_or_no_text_is_there_by_its_hash(self):
        project, database = self.project(), self.database()
        large, strange, nul = b"x" * (1 << 20), b"\xff\xfe", b"a\0b"
        for name, content in (("large", large), ("strange", strange), ("nul", nul)):
            with open(os.path.join(project.directory, name), "wb") as f:
                f.write(content)
        project.revision("a1", None, upgrade="""
            for name in ('large', 'strange', 'nul'):
                open(name, 'rb').read()
            op.execute("CREATE TABLE t (id int)")""")
        self.upgraded(project, database)
        used, kept = self.used(database, "a1"), self.kept(database)
        for name, content in (("large", large), ("strange", strange), ("nul", nul)):
            self.assertEqual(blob(content), used[name])
            self.assertNotIn(used[name], kept)
        self.assertIn(used["migrations/versions/a1.py"], kept)

    def test_quotes_and_backslashes_arrive_as_they_are(self):
        project, database = self.project(), self.database()
        text = "it's '' \\ \\\\ $$ %s \u00fc \U0001f600 \r\n\t E'x' --\n"
        with open(os.path.join(project.directory, "odd"), "w", newline="") as f:
            f.write(text)
        project.revision("a1", None, upgrade="open('odd').read()")
        for off in ("", "ALTER DATABASE %s SET standard_conforming_strings = off"):
            database = self.database()
            if off:
                database.sql(off % database.name)
            self.upgraded(project, database)
            self.assertIn(text, self.kept(database).values())


if __name__ == "__main__":
    limbecktest.main()
