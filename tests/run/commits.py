#!/usr/bin/env python3
"""Scripts that end transactions themselves, beside real Alembic: what is left is the same wherever
limbeck promises it, and what it promises where not."""
import limbecktest

BOTH = {
    "COMMIT alone": """
        op.execute("CREATE TABLE t (id int)")
        op.execute("COMMIT")
        op.execute("CREATE TABLE u (id int)")
        """,
    "COMMIT in front of CREATE INDEX CONCURRENTLY": """
        op.execute("CREATE TABLE t (id int)")
        op.execute("COMMIT")
        op.create_index("ix_t", "t", ["id"], postgresql_concurrently=True)
        """,
    "COMMIT in a longer string": """
        op.execute("CREATE TABLE t (id int); COMMIT; CREATE TABLE u (id int)")
        op.execute("CREATE TABLE v (id int)")
        """,
    "COMMIT and BEGIN": """
        op.execute("CREATE TABLE t (id int)")
        op.execute("COMMIT")
        op.execute("CREATE INDEX CONCURRENTLY ix_t ON t (id)")
        op.execute("BEGIN")
        op.execute("CREATE TABLE u (id int)")
        """,
    "COMMIT through the bind": """
        bind = op.get_bind()
        bind.execute(sa.text("CREATE TABLE t (id int)"))
        bind.execute(sa.text("COMMIT"))
        bind.execute(sa.text("CREATE TABLE u (id int)"))
        """,
    "COMMIT and a failure behind it": """
        op.execute("CREATE TABLE t (id int)")
        op.execute("COMMIT")
        op.execute("CREATE TABLE u (id int)")
        op.execute("SELECT * FROM nope")
        """,
    "a failure without COMMIT": """
        op.execute("CREATE TABLE t (id int)")
        op.execute("SELECT * FROM nope")
        """,
    "autocommit_block": """
        op.execute("CREATE TABLE t (id int)")
        with op.get_context().autocommit_block():
            op.execute("CREATE INDEX CONCURRENTLY ix_t ON t (id)")
        op.execute("CREATE TABLE u (id int)")
        """,
    "autocommit_block and a failure behind it": """
        op.execute("CREATE TABLE t (id int)")
        with op.get_context().autocommit_block():
            op.execute("CREATE TABLE u (id int)")
        op.execute("CREATE TABLE v (id int)")
        op.execute("SELECT * FROM nope")
        """,
    "ALTER TYPE ADD VALUE and its use": """
        op.execute("CREATE TYPE mood AS ENUM ('sad')")
        op.execute("CREATE TABLE m (feels mood)")
        with op.get_context().autocommit_block():
            op.execute("ALTER TYPE mood ADD VALUE 'glad'")
        op.execute("INSERT INTO m VALUES ('glad')")
        """,
    "a savepoint that is rolled back": """
        op.execute("CREATE TABLE t (id int)")
        bind = op.get_bind()
        nested = bind.begin_nested()
        bind.execute(sa.text("INSERT INTO t VALUES (1)"))
        nested.rollback()
        bind.execute(sa.text("INSERT INTO t VALUES (2)"))
        """,
}

AFTER = 'op.execute("CREATE TABLE later (id int)")'


class Commits(limbecktest.Case):
    def left(self, database):
        return database.dump(data=True)

    def compare(self, body, configure):
        project = self.project(configure=configure)
        project.revision("a1", None, upgrade='op.execute("CREATE TABLE first (id int)")')
        project.revision("a2", "a1", upgrade=body)
        project.revision("a3", "a2", upgrade=AFTER)
        ours, theirs = self.database(), self.database()
        mine = project.limbeck(ours, "upgrade", "head")
        its = project.alembic(theirs, "upgrade", "head")
        self.assertEqual(its.status == 0, mine.status == 0, f"{mine}\n{its}")
        self.assertEqual(self.left(theirs), self.left(ours), f"{mine}\n{its}")
        return mine

    def test_what_is_left_is_what_alembic_leaves(self):
        for configure in ("", ", transaction_per_migration=True"):
            for name, body in BOTH.items():
                with self.subTest(name, configure=configure):
                    run = self.compare(body, configure)
                    partial = "failure" in name and "without" not in name
                    self.assertEqual(7 if partial else 6 if "failure" in name else 0, run.status,
                                     run)

    def test_bind_commit_is_a_deliberate_difference(self):
        """Alembic 1.19 loses what follows, without an error; limbeck goes on and says so."""
        project = self.project()
        project.revision("a1", None, upgrade="""
            bind = op.get_bind()
            bind.execute(sa.text("CREATE TABLE t (id int)"))
            bind.commit()
            bind.execute(sa.text("CREATE TABLE u (id int)"))
            """)
        database = self.database()
        run = self.succeeds(project.limbeck(database, "upgrade", "head"))
        self.assertIn("the script has committed in the middle of its revision", run.err)
        self.assertEqual([("a1",)], database.rows("select version_num from alembic_version"))
        self.assertEqual([("t",), ("u",)], database.rows(
            "select relname from pg_class where relname in ('t', 'u') order by 1"))

    def test_a_connection_of_its_own_through_the_engine_commits_for_real(self):
        project = self.project()
        project.revision("a1", None, upgrade="""
            with op.get_bind().engine.connect() as connection:
                connection.execute(sa.text("CREATE TABLE t (id int)"))
                connection.commit()
            op.execute("SELECT * FROM nope")
            """)
        database = self.database()
        run = project.limbeck(database, "upgrade", "head")
        self.assertEqual(7, run.status, run)
        self.assertEqual([("t",)], database.rows("select relname from pg_class where relname = 't'"))

    def test_taking_turns_with_alembic(self):
        project = self.project()
        down = None
        for i in range(1, 7):
            project.revision(f"a{i}", down, upgrade=f'op.execute("CREATE TABLE t{i} (id int)")',
                             downgrade=f'op.execute("DROP TABLE t{i}")')
            down = f"a{i}"
        database = self.database()
        self.succeeds(project.alembic(database, "upgrade", "a2"))
        self.succeeds(project.limbeck(database, "upgrade", "a4"))
        self.succeeds(project.alembic(database, "downgrade", "-1"))
        self.succeeds(project.limbeck(database, "downgrade", "-1"))
        self.succeeds(project.alembic(database, "upgrade", "head"))
        self.assertEqual([("a6",)], database.rows("select version_num from alembic_version"))
        self.succeeds(project.limbeck(database, "downgrade", "base"))
        self.assertEqual([], database.rows("select version_num from alembic_version"))


limbecktest.main()
