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

    def test_much_text_does_not_wait_for_the_end_of_the_transaction(self):
        project, database = self.project(), self.database()
        for n in range(4):
            project.write(f"big{n}", f"{n}" * 300_000)
            project.revision(f"r{n}", f"r{n - 1}" if n else None, upgrade=f"open('big{n}').read()")
        self.upgraded(project, database)
        self.assertEqual([(4, 300_000)], database.rows(
            "select count(*), min(bytes) from limbeck.text where bytes > 100000"))
        self.assertEqual([(True,)] * 3, database.rows(
            "select b.began = a.at from limbeck.step a, limbeck.step b "
            "where b.number = a.number + 1"))

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


class Rights(limbecktest.Case):
    """A role without CREATE on the database, owner of its schema's tables only."""

    def setUp(self):
        self.db = self.database()
        self.role = f"r{os.getpid()}_{limbecktest.Database.count}"
        self.db.sql(f'CREATE ROLE {self.role} LOGIN; GRANT CREATE, USAGE ON SCHEMA public '
                    f'TO {self.role}')
        self.addCleanup(self.db._server_sql, f"DROP ROLE {self.role}")
        self.addCleanup(self.db.drop)
        self.project_ = self.project()
        self.project_.revision("a1", None, upgrade="op.execute('CREATE TABLE t (id int)')",
                               downgrade="op.execute('DROP TABLE t')")

    def upgrade(self, *arguments):
        return self.project_.limbeck(self.db, "upgrade", "head", *arguments, env=self.env())

    def env(self):
        url = self.db.url.replace(f"//{self.db.environment['PGUSER']}@", f"//{self.role}@")
        self.assertIn(self.role, url)
        return {"DATABASE_URL": url, "LIMBECK_URL": url}

    def created_by_admin(self, *arguments):
        done = self.succeeds(self.project_.limbeck(None, "ledger", "--sql", *arguments))
        self.db.sql(done.out)

    def tables(self):
        return self.db.rows("select relname from pg_class where relnamespace = "
                            "'public'::regnamespace and relkind = 'r' order by 1")

    def test_auto_is_one_warning(self):
        run = self.succeeds(self.upgrade())
        self.assertEqual(1, run.err.count("going on without the ledger"), run)
        self.assertIn("permission denied for database", run.err)
        self.assertIn("limbeck ledger --sql", run.err)
        self.assertEqual([("alembic_version",), ("t",)], self.tables())

    def test_require_is_refused_before_anything_is_touched(self):
        self.fails(self.upgrade("--ledger=require"), 1, "the ledger is required",
                   "permission denied for database", "limbeck ledger --sql")
        self.assertEqual([], self.tables())

    def test_off_says_nothing(self):
        self.assertNotIn("ledger", self.succeeds(self.upgrade("--ledger=off")).err)

    def test_what_an_admin_created_serves(self):
        self.created_by_admin("--role", self.role)
        self.assertNotIn("going on", self.succeeds(self.upgrade("--ledger=require")).err)
        self.assertEqual([("a1", 1)], self.db.rows("select revision, operations from limbeck.step"))
        self.assertEqual([("done", self.role)],
                         self.db.rows("select outcome, role::text from limbeck.run"))
        self.succeeds(self.project_.limbeck(self.db, "downgrade", "base", "--ledger=require",
                                            env=self.env()))
        self.assertEqual([(2,)], self.db.rows("select count(*) from limbeck.run"))
        denied = limbecktest.run(
            ["psql", "-XqAt", "-U", self.role, "-c", "DELETE FROM limbeck.step"], env=self.db.env())
        self.assertIn("permission denied", denied.err)

    def test_nobody_else_may_look_into_it(self):
        self.created_by_admin()
        self.fails(self.project_.limbeck(self.db, "ledger", env=self.env()), 1,
                   "permission denied for schema limbeck")
        looked = limbecktest.run(["psql", "-XqAt", "-U", self.role, "-c",
                                  "SELECT * FROM limbeck.run"], env=self.db.env())
        self.assertIn("permission denied for schema limbeck", looked.err)
        self.assertIn("permission denied for schema limbeck", self.succeeds(self.upgrade()).err)

    def test_a_schema_of_its_own_is_enough(self):
        self.db.sql(f"CREATE SCHEMA limbeck AUTHORIZATION {self.role}")
        self.succeeds(self.upgrade("--ledger=require"))
        self.assertEqual([("a1",)], self.db.rows("select revision from limbeck.step"))

    def test_an_older_version_that_it_does_not_own(self):
        with open(limbecktest.testdata("db", "ledger_1.sql")) as f:
            self.db.sql(f.read())
        self.db.sql(f"GRANT USAGE ON SCHEMA limbeck TO {self.role}; "
                    f"GRANT ALL ON ALL TABLES IN SCHEMA limbeck TO {self.role}")
        words = "cannot lead limbeck's ledger from version 1 to 2"
        self.fails(self.upgrade("--ledger=require"), 1, words)
        self.assertIn(words, self.succeeds(self.upgrade()).err)
        self.assertEqual([(1,)], self.db.rows("select version from limbeck.ledger"))
        done = self.project_.limbeck(None, "ledger", "--sql", "--from-version=1", "--role", self.role)
        self.db.sql(self.succeeds(done).out)
        self.succeeds(self.project_.limbeck(self.db, "downgrade", "base", "--ledger=require",
                                            env=self.env()))

    def test_without_insert(self):
        self.created_by_admin("--role", self.role)
        self.db.sql(f"REVOKE INSERT ON limbeck.run FROM {self.role}")
        self.fails(self.upgrade("--ledger=require"), 1, "permission denied for table run")
        self.assertEqual([], self.tables())
        run = self.succeeds(self.upgrade())
        self.assertEqual(1, run.err.count("going on without the ledger"), run)

    def test_rights_lost_on_the_way_cost_the_row_and_nothing_else(self):
        """The rows of a step are under a savepoint of their own."""
        self.created_by_admin("--role", self.role)
        self.db.sql(f"REVOKE INSERT ON limbeck.step FROM {self.role}")
        self.project_.revision("b2", "a1")
        self.project_.revision("c3", "b2", upgrade="op.execute('CREATE TABLE u (id int)')",
                               downgrade="op.execute('DROP TABLE u')")
        for mode in ("run", "revision"):
            run = self.succeeds(self.upgrade(f"--transaction={mode}"))
            self.assertEqual(1, run.err.count("going on without the ledger"), run)
            self.assertEqual([("alembic_version",), ("t",), ("u",)], self.tables())
            self.assertEqual([], self.db.rows("select 1 from limbeck.step"))
            self.assertEqual([("done", 0)],
                             self.db.rows("select distinct outcome, status from limbeck.run"))
            self.succeeds(self.project_.limbeck(self.db, "downgrade", "base", "--ledger=off",
                                                env=self.env()))

    def test_required_rights_lost_on_the_way_roll_it_back(self):
        self.created_by_admin("--role", self.role)
        self.db.sql(f"REVOKE INSERT ON limbeck.step FROM {self.role}")
        self.fails(self.upgrade("--ledger=require"), 6, "permission denied for table step")
        self.assertEqual([], self.tables())
        self.assertEqual([("rolled back", 6)],
                         self.db.rows("select outcome, status from limbeck.run"))


class Versions(limbecktest.Case):
    SHAPE = ("select table_name::text, column_name::text, ordinal_position::int, data_type::text, "
             "is_nullable::text, column_default::text from information_schema.columns "
             "where table_schema = 'limbeck' order by 1, 3")
    CONSTRAINTS = ("select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint "
                   "where connamespace = 'limbeck'::regnamespace order by 1, 2")
    INDEXES = "select indexdef from pg_indexes where schemaname = 'limbeck' order by 1"
    VIEWS = "select viewname::text, definition from pg_views where schemaname = 'limbeck' order by 1"

    def shape(self, database):
        return [database.rows(q) for q in (self.SHAPE, self.CONSTRAINTS, self.INDEXES,
                                          self.VIEWS)]

    def simple(self):
        project = self.project()
        project.revision("a1", None, upgrade="op.execute('CREATE TABLE t (id int)')")
        return project

    def old(self, version=1):
        database = self.database()
        with open(limbecktest.testdata("db", f"ledger_{version}.sql")) as f:
            database.sql(f.read())
        return database

    def test_version_1_is_led_on_by_a_run_and_keeps_its_rows(self):
        project, database, new = self.simple(), self.old(), self.database()
        before = [database.rows(f"select * from limbeck.{t}") for t in ("skip", "partial")]
        self.succeeds(project.limbeck(database, "upgrade", "head", "--ledger=require"))
        self.succeeds(project.limbeck(new, "upgrade", "head"))
        self.assertEqual(self.shape(new), self.shape(database))
        self.assertEqual([(3,)], database.rows("select version from limbeck.ledger"))
        self.assertEqual(before, [database.rows(f"select * from limbeck.{t}")
                                  for t in ("skip", "partial")])
        self.assertEqual([("a1", None), ("a1", 1)], database.rows(
            "select revision, steps from limbeck.step join limbeck.run using (run) order by at"))

    def test_version_2_is_led_on_and_is_read_as_before(self):
        project, database, new = self.simple(), self.old(2), self.database()
        old = [f"select * from limbeck.{t} where run = '6d3f2c1e-0000-4000-8000-000000000001' "
               "order by number, 3" for t in ("step_text", "inverse")]
        before = [database.rows(query) for query in old]
        self.assertEqual([2, 2], [len(rows) for rows in before])
        self.succeeds(project.limbeck(database, "upgrade", "head", "--ledger=require"))
        self.succeeds(project.limbeck(new, "upgrade", "head"))
        self.assertEqual(self.shape(new), self.shape(database))
        self.assertEqual(before, [database.rows(query) for query in old])
        self.assertEqual([(1, "x1", "c0ffee"), (2, "x2", None)], database.rows(
            "select number, revision, commit from limbeck.step where revision like 'x%' order by 1"))

    def test_the_sql_from_older_versions_does_the_same(self):
        for version in (1, 2):
            project, database, new = self.simple(), self.old(version), self.database()
            done = project.limbeck(None, "ledger", "--sql", f"--from-version={version}")
            database.sql(self.succeeds(done).out)
            new.sql(self.succeeds(project.limbeck(None, "ledger", "--sql")).out)
            self.assertEqual(self.shape(new), self.shape(database))

    def test_reading_leaves_version_1_as_it_is(self):
        project, database = self.simple(), self.old()
        shown = self.succeeds(project.limbeck(database, "ledger"))
        self.assertIn("version 1, the next run leads it to a newer one\nruns 2\n", shown.out)
        self.assertEqual([(1,)], database.rows("select version from limbeck.ledger"))

    def test_nothing_is_written_into_tables_of_a_newer_version(self):
        project, database = self.simple(), self.database()
        self.succeeds(project.limbeck(database, "stamp", "base"))
        database.sql(project.limbeck(None, "ledger", "--sql").out)
        database.sql("UPDATE limbeck.ledger SET version = 99")
        words = "limbeck's ledger has version 99, made by a newer limbeck"
        self.fails(project.limbeck(database, "upgrade", "head", "--ledger=require"), 1, words)
        self.assertEqual([], database.rows("select 1 from pg_class where relname = 't'"))
        self.fails(project.limbeck(database, "ledger"), 1, words)
        run = self.succeeds(project.limbeck(database, "upgrade", "head"))
        self.assertIn(f"going on without the ledger: {words}", run.err)
        self.assertEqual([], database.rows("select 1 from limbeck.run"))

    def test_two_runs_that_create_it_at_once(self):
        """Their lock is that of their version tables, which differ."""
        project, database = self.simple(), self.database()
        one, two = database.connect(autocommit=False), database.connect()
        with one.cursor() as cursor:
            cursor.execute(project.limbeck(None, "ledger", "--sql").out.replace("COMMIT;", "")
                           .replace("BEGIN;", ""))
        import threading
        threading.Timer(0.5, one.commit).start()
        run = self.succeeds(project.limbeck(database, "upgrade", "head"))
        self.assertNotIn("going on", run.err)
        self.assertEqual([("done",)], database.rows("select outcome from limbeck.run"))
        one.close()
        two.close()


class Rows(limbecktest.Case):
    def test_a_run_and_its_steps(self):
        project, database = self.project(), self.database()
        project.revision("a1", None, upgrade="op.execute('CREATE TABLE t (id int)')")
        project.revision("b2", "a1", upgrade="op.execute('SELECT pg_sleep(0.2)')\n"
                                             "op.execute('SELECT 1')")
        self.succeeds(project.limbeck(database, "upgrade", "head"))
        run, = database.rows(
            "select command, version_table, outcome, status, error, steps, limbeck, server_version "
            "= current_setting('server_version_num')::int, ended >= began, client like '%@%' "
            "from limbeck.run")
        version = self.succeeds(project.limbeck(None, "--version")).out.split()[1]
        self.assertEqual(("upgrade", "alembic_version", "done", 0, None, 2, version, True, True,
                          True), run)
        steps = database.rows("select number, revision, direction, moved_from, moved_to, operations, "
                              "us, began + us * interval '1 us' between at - interval '1 s' and "
                              "at + interval '1 s', began < at from limbeck.step order by number")
        self.assertEqual([(1, "a1", "upgrade", "", "a1", 1), (2, "b2", "upgrade", "a1", "b2", 2)],
                         [s[:6] for s in steps])
        self.assertTrue(all(s[7] and s[8] for s in steps), steps)
        self.assertGreaterEqual(steps[1][6], 200_000)
        self.assertEqual([(True,)], database.rows(
            "select b.began = a.at from limbeck.step a, limbeck.step b "
            "where a.number = 1 and b.number = 2"))

    def test_a_step_that_commits_in_between_has_its_whole_duration(self):
        project, database = self.project(), self.database()
        project.revision("a1", None, upgrade="""
            op.execute('SELECT pg_sleep(0.2)')
            with op.get_context().autocommit_block():
                op.execute('CREATE TABLE t (id int)')""")
        self.succeeds(project.limbeck(database, "upgrade", "head"))
        (us,), = database.rows("select us from limbeck.step")
        self.assertGreaterEqual(us, 200_000)

    def test_rows_of_earlier_steps_are_in_a_transaction_that_a_script_ends(self):
        """They wait for the end of the transaction, whoever brings it about."""
        ends = ("op.execute('COMMIT')", "op.execute('SELECT 1; COMMIT; SELECT 2')",
                "op.get_bind().commit()", "op.execute('COMMIT AND CHAIN')",
                "with op.get_context().autocommit_block():\n    op.execute('SELECT 1')")
        for end in ends:
            with self.subTest(end=end):
                project, database = self.project(), self.database()
                project.revision("a1", None, upgrade="op.execute('CREATE TABLE t (id int)')")
                project.revision("b2", "a1", upgrade=end + "\nop.execute('SELECT 1/0')")
                project.limbeck(database, "upgrade", "head")
                self.assertEqual([("a1",)], database.rows("select version_num from alembic_version"))
                self.assertEqual([("a1",)], database.rows("select revision from limbeck.step"))
                self.assertEqual([(2,)], database.rows("select count(*) from limbeck.step_text"))
        project, database = self.project(), self.database()
        project.revision("a1", None, upgrade="op.execute('CREATE TABLE t (id int)')")
        project.revision("b2", "a1", upgrade="op.execute('ROLLBACK')\nop.execute('SELECT 1/0')")
        project.limbeck(database, "upgrade", "head")
        self.assertEqual([], database.rows("select revision from limbeck.step"))

    def test_without_transactional_ddl_each_step_has_its_row(self):
        project, database = self.project(), self.database()
        for n in range(3):
            project.revision(f"r{n}", f"r{n - 1}" if n else None,
                             upgrade=f"op.execute('SELECT 1/{2 - n}')")
        self.fails(project.limbeck(database, "upgrade", "head", "--transactional-ddl=false"), 6)
        self.assertEqual([("r0",), ("r1",)],
                         database.rows("select revision from limbeck.step order by number"))

    def test_a_failed_run_says_why(self):
        project, database = self.project(), self.database()
        project.revision("a1", None, upgrade="op.execute('SELECT 1/0')")
        self.fails(project.limbeck(database, "upgrade", "head"), 6)
        run, = database.rows("select outcome, status, steps, error from limbeck.run")
        self.assertEqual(("rolled back", 6, 1), run[:3])
        self.assertIn("division by zero", run[3])
        self.assertEqual([], database.rows("select 1 from limbeck.step"))

    def test_commands_are_named(self):
        project, database = self.project(), self.database()
        project.revision("a1", None)
        for command in (("stamp", "a1"), ("downgrade", "base"), ("upgrade", "head")):
            self.succeeds(project.limbeck(database, *command))
        self.assertEqual([("stamp",), ("downgrade",), ("upgrade",)],
                         database.rows("select command from limbeck.run order by began"))

    def test_a_server_of_another_encoding(self):
        """What its encoding lacks is written as its number; a text is there by its hash only."""
        project = self.project()
        project.revision("a1", None, message="Łódź", upgrade="""
            op.execute("CREATE TABLE t (id int)")
            op.execute("SELECT 1/0 -- Łódź")""")
        database = self.database()
        database._server_sql(f'DROP DATABASE "{database.name}"')
        database._server_sql(f"CREATE DATABASE \"{database.name}\" TEMPLATE template0 "
                             "ENCODING 'LATIN1' LOCALE 'C'")
        self.fails(project.limbeck(database, "upgrade", "head"), 6)
        self.assertEqual([("rolled back",)], database.rows("select outcome from limbeck.run"))
        project.revision("a1", None, message="Łódź", upgrade="open('Łódź').read()")
        project.write("Łódź", "x")
        run = self.succeeds(project.limbeck(database, "upgrade", "head"))
        self.assertNotIn("going on", run.err)
        self.assertIn(("<U+0141><U+00F3>d<U+017A>",),
                      database.rows("select path from limbeck.step_text"))

    def test_schemas_with_a_version_table_each_are_told_apart(self):
        """What one tenant left half done is not resumed for another."""
        project, database = self.project(), self.database()
        database.sql("CREATE SCHEMA a; CREATE SCHEMA b")
        project.revision("a1", None, upgrade="""
            op.execute("CREATE TABLE IF NOT EXISTS one (id int)")
            with op.get_context().autocommit_block():
                op.execute("SELECT 1/(SELECT count(*) FROM go)")""")
        tenant = lambda name: {"PGOPTIONS": f"-csearch_path={name}"}
        upgrade = lambda name: project.limbeck(database, "upgrade", "head", env=tenant(name))
        for name in "ab":
            database.sql(f"CREATE TABLE {name}.go (id int)")
        self.fails(upgrade("a"), 7)
        database.sql("INSERT INTO b.go VALUES (1)")
        run = self.succeeds(upgrade("b"))
        self.assertNotIn("earlier run", run.err)
        self.assertEqual([("one",)], database.rows("select relname from pg_class where relname = "
                                                   "'one' and relnamespace = 'b'::regnamespace"))
        self.assertEqual([("a.alembic_version",)],
                         database.rows("select version_table from limbeck.partial"))


class OwnSchema(limbecktest.Case):
    """No revision touches schema limbeck; what each text means is tests/sql/test_touch.c's."""

    BODIES = {
        "op.create_table('t', sa.Column('id', sa.Integer), schema='limbeck')": 13,
        "op.add_column('run', sa.Column('id', sa.Integer), schema='limbeck')": 13,
        "op.create_table('t', sa.Column('r', sa.Uuid, sa.ForeignKey('limbeck.run.run')))": 13,
        "op.execute('SELECT 1')\nop.execute('DELETE FROM limbeck.step')": 14,
        "op.get_bind().execute(sa.text('SELECT * FROM limbeck.run')).fetchall()": 13,
        "op.bulk_insert(sa.table('ledger', sa.column('version'), schema='limbeck'), "
        "[{'version': 3}])": 13,
        "op.execute('SET search_path TO limbeck')": 13,
    }

    def test_each_is_refused_where_it_stands(self):
        for body, line in self.BODIES.items():
            with self.subTest(body=body):
                project, database = self.project(), self.database()
                project.revision("a1", None, upgrade=body)
                self.fails(project.limbeck(database, "upgrade", "head"), 4,
                           "schema 'limbeck' is limbeck's own", f"a1.py:{line}:")
                self.assertEqual([], database.rows("select 1 from limbeck.step"))
                self.fails(project.limbeck(None, "upgrade", "head", "--sql",
                                           env={"DATABASE_URL": "postgresql://"}), 4)

    def test_a_handler_does_not_hide_it(self):
        project, database = self.project(), self.database()
        project.revision("a1", None, upgrade="""
            try:
                op.execute("DROP SCHEMA limbeck CASCADE")
            except Exception:
                pass""")
        self.fails(project.limbeck(database, "upgrade", "head"), 4)
        self.assertEqual([("rolled back",)], database.rows("select outcome from limbeck.run"))

    def test_a_manifest_is_refused_before_its_first_operation(self):
        project, database = self.project(), self.database()
        project.manifest("a1", """
            revision: a1
            down_revision: null
            message: x
            transactional: false
            upgrade:
              - execute: CREATE TABLE t (id int)
              - execute: TRUNCATE limbeck.run
            """)
        self.fails(project.limbeck(database, "upgrade", "head"), 4, "a1.yaml:8:")
        self.assertEqual([], database.rows("select 1 from pg_class where relname = 't'"))

    def test_a_table_of_that_name_is_the_project_s(self):
        project, database = self.project(), self.database()
        project.revision("a1", None, upgrade="""
            op.create_table('limbeck', sa.Column('limbeck', sa.Integer))
            op.execute("SELECT limbeck.limbeck FROM limbeck")""")
        self.succeeds(project.limbeck(database, "upgrade", "head"))


class Autogenerate(limbecktest.Case):
    def upgraded(self, configure):
        project, database = self.project(configure=configure), self.database()
        project.revision("a1", None)
        return self.succeeds(project.limbeck(database, "upgrade", "head"))

    def test_include_schemas_is_warned_of_once(self):
        """Real Alembic's --autogenerate would propose to drop limbeck's tables."""
        run = self.upgraded(", include_schemas=True")
        self.assertEqual(1, run.err.count("include_name"), run)
        self.assertIn("migrations/env.py", run.err)
        for configure in ("", ", include_schemas=False",
                          ", include_schemas=True, include_name=lambda n, t, p: n != 'limbeck'"):
            self.assertNotIn("include_name", self.upgraded(configure).err)


if __name__ == "__main__":
    limbecktest.main()
