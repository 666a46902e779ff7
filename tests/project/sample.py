#!/usr/bin/env python3
"""The sample project goes up, down and up, as scripts and as manifests; at every halt the database
is what real Alembic makes of it, and the two can take turns."""
import re

import limbecktest

DATA = """
INSERT INTO teams (name, plan, created_at) VALUES ('readers', 'team', '2025-01-02 03:04:05+00');
INSERT INTO accounts (id, team_id, email, name, is_active, created_at) VALUES
  ('00000000-0000-0000-0000-000000000001', 1, 'ann@x.test', 'Ann B C', true, '2025-01-02+00'),
  ('00000000-0000-0000-0000-000000000002', NULL, 'cher@x.test', 'Cher', false, '2025-01-02+00');
INSERT INTO books (isbn, title, price) VALUES ('9780000000001', 'A: 100 % "quoted"', 9.90);
"""

# Where the comparison halts; the data come after the first.
HALTS = [("upgrade", "2e8b4f6139aa"), ("upgrade", "head"), ("downgrade", "2e8b4f6139aa"),
         ("upgrade", "+1"), ("upgrade", "head"), ("downgrade", "base"), ("upgrade", "head")]


def without_times(dump):
    """A dump whose times of now() are all alike."""
    return re.sub(r"202[6-9]-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?", "NOW", dump)


def journey(case, database, command):
    """Goes from halt to halt; returns what the database has at each."""
    states = []
    for number, (direction, target) in enumerate(HALTS):
        done = case.succeeds(command(database, direction, target))
        running = sorted(re.findall(r"^INFO .*Running .*", done.err, re.MULTILINE))
        rows = database.rows("SELECT version_num FROM alembic_version ORDER BY 1")
        states.append((direction, target, running, rows, without_times(database.dump(data=True))))
        if number == 0:
            database.sql(DATA)
    return states


class Sample(limbecktest.Case):
    def journeys(self, command):
        """Compares the journey of a command with real Alembic's."""
        oracle = self.project(copy_of="sample")
        expected = journey(self, self.database(), oracle.alembic)
        for theirs, ours in zip(expected, journey(self, self.database(), command)):
            self.assertEqual(theirs[:4], ours[:4])
            self.assertEqual(theirs[4], ours[4], f"after {ours[0]} {ours[1]}")

    def test_scripts_leave_what_alembic_leaves(self):
        self.journeys(self.project(copy_of="sample").limbeck)

    def test_manifests_leave_what_alembic_leaves(self):
        project = self.project()
        versions = limbecktest.testdata("sample-manifests")

        def command(database, *arguments):
            return project.limbeck(database, *arguments, "--versions", versions)
        self.journeys(command)

    def test_the_url_comes_from_env_py(self):
        project, database = self.project(copy_of="sample"), self.database()
        self.succeeds(project.limbeck(database, "upgrade", "1d5a7c20e9b4", env={"LIMBECK_URL": None}))
        self.assertEqual(database.rows("SELECT version_num FROM alembic_version"),
                         [("1d5a7c20e9b4",)])

    def test_alembic_and_limbeck_take_turns(self):
        project, database = self.project(copy_of="sample"), self.database()
        self.succeeds(project.alembic(database, "upgrade", "3c94d1e07b52"))
        self.succeeds(project.limbeck(database, "upgrade", "6f1e83a5c09d"))
        done = self.succeeds(project.alembic(database, "current"))
        self.assertIn("6f1e83a5c09d (mergepoint)", done.out)
        self.succeeds(project.limbeck(database, "upgrade", "head"))
        self.succeeds(project.alembic(database, "downgrade", "-2"))
        done = self.succeeds(project.limbeck(database, "current"))
        self.assertEqual(done.out, "6f1e83a5c09d (mergepoint)\n")
        self.succeeds(project.limbeck(database, "upgrade", "head"))
        done = self.succeeds(project.alembic(database, "current"))
        self.assertEqual(done.out, "8e35a7c1d2f6 (head)\n")

    def test_history_and_heads_are_alembics(self):
        project = self.project(copy_of="sample")
        for arguments in (["history"], ["heads"], ["history", "-r", "2e8b4f6139aa:6f1e83a5c09d"]):
            theirs = self.succeeds(project.alembic(None, *arguments))
            ours = self.succeeds(project.limbeck(None, *arguments))
            self.assertEqual(ours.out, theirs.out, arguments)


if __name__ == "__main__":
    limbecktest.main()
