#!/usr/bin/env python3
"""The sample project, as scripts and as manifests, goes up, down and up again; at each point the
database, version rows and data included, is what real Alembic leaves of it."""
import limbecktest

TARGETS = [("upgrade", "head"), ("downgrade", "-1"), ("downgrade", "base"), ("upgrade", "+2"),
           ("upgrade", "head")]


class Sample(limbecktest.Case):
    @classmethod
    def setUpClass(cls):
        """What real Alembic leaves after each command; no test changes it."""
        cls.case = cls("oracle")
        cls.addClassCleanup(cls.case.doCleanups)
        project, database = cls.case.project(copy_of="sample"), cls.case.database()
        cls.want = []
        for command in TARGETS:
            done = project.alembic(database, *command)
            assert done.status == 0, str(done)
            cls.want.append(database.dump(data=True))

    def oracle(self):
        """The case that owns what setUpClass made."""

    def follow(self, name):
        project, database = self.project(copy_of=name), self.database()
        for command, want in zip(TARGETS, self.want):
            self.succeeds(project.limbeck(database, *command))
            self.assertEqual(database.dump(data=True), want, f"{name} after {command}")

    def test_scripts(self):
        self.follow("sample")

    def test_manifests(self):
        self.follow("sample-manifests")

    def test_alembic_and_limbeck_take_turns(self):
        project, database = self.project(copy_of="sample"), self.database()
        self.succeeds(project.alembic(database, "upgrade", "+3"))
        self.succeeds(project.limbeck(database, "upgrade", "head"))
        self.assertEqual(database.dump(data=True), self.want[0])
        self.succeeds(project.alembic(database, "downgrade", "-1"))
        self.assertEqual(database.dump(data=True), self.want[1])
        self.succeeds(project.limbeck(database, "upgrade", "head"))
        self.assertEqual(database.dump(data=True), self.want[0])
        self.assertIn("(head)", project.alembic(database, "current").out)

    def test_one_transaction_per_revision(self):
        project, database = self.project(copy_of="sample"), self.database()
        self.succeeds(project.limbeck(database, "--transaction=revision", "upgrade", "head"))
        self.assertEqual(database.dump(data=True), self.want[0])

    def test_the_log_is_alembics(self):
        project, database = self.project(copy_of="sample"), self.database()
        running = [line for line in self.succeeds(
            project.alembic(self.database(), "upgrade", "head")).err.splitlines() if "Running" in line]
        ours = self.succeeds(project.limbeck(database, "upgrade", "head")).err.splitlines()
        self.assertEqual([line for line in ours if "Running" in line], running)
        self.assertGreater(len(running), 5)


limbecktest.main()
