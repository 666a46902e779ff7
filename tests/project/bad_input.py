#!/usr/bin/env python3
"""Each bad input ends with its exit status and message, and the database is as it was before."""
import os

import cluster
import limbecktest

START = "op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True))"


class BadInput(limbecktest.Case):
    def setUp(self):
        self.at_start = self.database()
        self.made = self.project()
        self.made.revision("a1", None, START)
        self.succeeds(self.made.limbeck(self.at_start, "upgrade", "head"))

    def refused(self, status, *texts, database=None, env=None):
        """upgrade head fails like this and changes nothing."""
        database = database or self.at_start
        before = database.dump(data=True)
        done = self.made.limbeck(database, "upgrade", "head", env=env)
        self.fails(done, status, *texts)
        self.assertEqual(database.dump(data=True), before)
        return done


class Scripts(BadInput):
    def test_a_syntax_error_is_shown_with_its_place(self):
        self.made.revision("b2", "a1", "op.execute('SELECT 1')\nop.add_column('t', sa.Column('x',)")
        self.refused(4, "b2.py:", "op.add_column('t', sa.Column('x',)", "^", "'(' was never closed")

    def test_an_unknown_operation_is_refused(self):
        self.made.revision("b2", "a1", "op.create_tabel('x')")
        self.refused(4, "b2.py:13:", "op.create_tabel('x')", "^^^", "create_table")

    def test_an_unknown_keyword_is_refused(self):
        self.made.revision("b2", "a1", "op.drop_column('t', 'id', schemaa='x')")
        self.refused(4, "b2.py:13:", "schemaa", "^^^")

    def test_an_exception_has_its_traceback(self):
        self.made.revision("b2", "a1", "op.drop_table('t')\nraise RuntimeError('not today')")
        self.refused(4, "b2.py:14", "RuntimeError: not today")

    def test_what_was_not_imported_fails_where_it_is_used(self):
        self.made.revision("b2", "a1", "import nowhere.there\nnowhere.there.f()")
        self.refused(4, "b2.py:", "nowhere")


class Manifests(BadInput):
    def test_yaml_that_cannot_be_read(self):
        self.made.manifest("b2", "revision: b2\ndown_revision: [a1\nupgrade: []\n")
        self.refused(4, "b2.yaml:")

    def test_an_unknown_operation(self):
        self.made.manifest("b2", """\
            revision: b2
            down_revision: a1
            message: m
            upgrade:
              - create_tabel: {table: x}
            """)
        self.refused(4, "b2.yaml:5:", "create_tabel", "^^^", "create_table")

    def test_an_unknown_key(self):
        self.made.manifest("b2", "revision: b2\ndown_revision: a1\nupgade: []\n")
        self.refused(4, "b2.yaml:3:", "upgade", "upgrade")


class Graph(BadInput):
    def test_a_missing_parent(self):
        self.made.revision("b2", "zz", "pass")
        self.refused(3, "zz", "b2.py")

    def test_a_cycle(self):
        self.made.revision("b2", "c3", "pass")
        self.made.revision("c3", "b2", "pass")
        self.refused(3, "b2", "c3", "cycle")

    def test_two_heads(self):
        self.made.revision("b2", "a1", "pass")
        self.made.revision("c3", "a1", "pass")
        self.refused(3, "b2", "c3", "heads")

    def test_an_unknown_revision_in_the_database(self):
        self.at_start.sql("UPDATE alembic_version SET version_num = 'gone'")
        self.refused(3, "'gone'")

    def test_an_unknown_target(self):
        before = self.at_start.dump(data=True)
        self.fails(self.made.limbeck(self.at_start, "upgrade", "nope"), 3, "nope")
        self.assertEqual(self.at_start.dump(data=True), before)


class Statements(BadInput):
    def test_a_failing_statement_is_shown_whole(self):
        self.made.revision("b2", "a1", "op.execute('CREATE TABLE made (id int)')\n"
                                       "op.add_column('t', sa.Column('id', sa.Integer()))")
        self.refused(6, "b2.py:14:", "op.add_column(", "^^^", "42701", "operation 2",
                     "ALTER TABLE t ADD COLUMN id INTEGER",
                     'column "id" of relation "t" already exists')

    def test_a_failing_statement_of_a_manifest(self):
        self.made.manifest("b2", """\
            revision: b2
            down_revision: a1
            message: m
            upgrade:
              - execute: SELECT 1
              - execute: |
                  INSERT INTO t VALUES (1), (1)
            """)
        self.refused(6, "b2.yaml:6:", "23505", "operation 2", "Key (id)=(1) already exists.")

    def test_the_servers_hint_is_shown(self):
        self.made.revision("b2", "a1", "op.execute('SELECT idd FROM t')")
        self.refused(6, "42703", 'column "t.id"')


class Connections(BadInput):
    def refused_url(self, url, *texts):
        done = self.made.limbeck(None, "upgrade", "head", env={"LIMBECK_URL": url})
        self.fails(done, 1, *texts)
        self.assertNotIn("s3cret", done.out + done.err)
        self.assertEqual(len([line for line in done.err.splitlines() if "error" in line]), 1, done)

    def test_a_url_that_is_none(self):
        self.refused_url("not a url")
        self.refused_url("mysql://u:s3cret@localhost/x", "mysql")

    def test_a_refused_connection(self):
        self.refused_url("postgresql://u:s3cret@127.0.0.1:1/x", "refused")

    def test_a_database_that_is_not_there(self):
        url = self.at_start.url.replace(self.at_start.name, "nowhere")
        self.refused_url(url, 'database "nowhere" does not exist')

    def test_a_wrong_password(self):
        with cluster.Cluster(tcp=True, hba=["host all all 127.0.0.1/32 scram-sha-256"]) as server:
            self.refused_url(f"postgresql://postgres:s3cret@127.0.0.1:{server.port}/postgres",
                             "password authentication failed")

    def test_a_read_only_server(self):
        self.made.revision("b2", "a1", "op.add_column('t', sa.Column('x', sa.Integer()))")
        self.refused(1, "read-only", env={"PGOPTIONS": "-c default_transaction_read_only=on"})


class Configuration(BadInput):
    def test_no_project_here(self):
        empty = self.directory()
        done = limbecktest.run([limbecktest.LIMBECK, "upgrade", "head"], cwd=empty,
                               env=self.at_start.env())
        self.fails(done, 1, "alembic.ini")

    def test_an_unknown_setting(self):
        with open(os.path.join(self.made.directory, "alembic.ini"), "a") as f:
            f.write("\n[limbeck]\nledgre = off\n")
        self.refused(1, "alembic.ini:", "ledgre", "ledger")

    def test_an_unknown_flag(self):
        done = self.made.limbeck(self.at_start, "upgrade", "head", "--tolerat=missing")
        self.fails(done, 1, "--tolerat", "--tolerate")

    def test_env_py_that_decides_by_what_is_not_known(self):
        self.made.write("migrations/env.py", limbecktest.ENV % ", version_table=__import__('x').T")
        self.refused(4, "env.py:", "--version-table")


if __name__ == "__main__":
    limbecktest.main()
