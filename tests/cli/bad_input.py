#!/usr/bin/env python3
"""Bad input: the message, the exit status, and a database that is as it was before."""
import os

import cluster as clusters
import limbecktest

OLD_TABLE = "CREATE TABLE kept (id integer PRIMARY KEY); INSERT INTO kept VALUES (1)"


class BadInput(limbecktest.Case):
    def setUp(self):
        self.database_ = self.database()
        self.database_.sql(OLD_TABLE)
        self.before = self.database_.dump(data=True)

    def refuses(self, project, status, *texts, command=("upgrade", "head"), env=None):
        done = self.fails(project.limbeck(self.database_, *command, env=env), status, *texts)
        self.assertEqual(self.database_.dump(data=True), self.before)
        self.assertNotIn("secret", done.out + done.err)
        self.assertEqual(done.out, "")
        return done

    def script(self, body, **header):
        project = self.project()
        project.revision("a1", None, upgrade="op.create_table('t', sa.Column('id', sa.Integer))")
        project.revision("b2", "a1", upgrade=body, **header)
        return project

    # scripts: exit 4, file, line, column, the line, a caret, nothing sent

    def test_syntax_error(self):
        project = self.script("op.execute('x'")
        done = self.refuses(project, 4, "'(' was never closed", "b2.py:13:15",
                            "    op.execute('x'", "^")
        self.assertNotIn("Traceback", done.err)

    def test_unsupported_import_in_use(self):
        self.refuses(self.script("import requests\nrequests.get('https://example.org')"), 4,
                     "requests", "b2.py:", "^")

    def test_unknown_operation(self):
        self.refuses(self.script("op.ad_column('t', sa.Column('x', sa.Integer))"), 4,
                     "ad_column", "add_column", "b2.py:13:", "^")

    def test_unknown_keyword(self):
        self.refuses(self.script("op.add_column('t', sa.Column('x', sa.Integer), shema='s')"), 4,
                     "shema", "schema", "b2.py:13:", "^")

    def test_an_exception_of_the_script(self):
        self.refuses(self.script("raise ValueError('no luck')"), 4, "ValueError: no luck",
                     "b2.py:13:", "Traceback")

    # manifests

    def test_manifest_with_an_unknown_key(self):
        project = self.project()
        project.manifest("a1", """\
            revision: a1
            down_revision: null
            upgrade:
              - create_table: {table_name: t, columns: [{name: id, typ: integer}]}
            """)
        self.refuses(project, 4, "typ", "a1.yaml:4:", "^")

    def test_manifest_that_is_no_yaml(self):
        project = self.project()
        project.manifest("a1", "revision: [a1\n")
        self.refuses(project, 4, "a1.yaml:")

    # the server: exit 1, one sentence, no password

    def test_wrong_url(self):
        self.refuses(self.script("pass"), 1, "mysql", command=("--url", "mysql://u:secret@h/d",
                                                                "upgrade", "head"))

    def test_not_a_url(self):
        self.refuses(self.script("pass"), 1, command=("--url", "u:secret@h", "upgrade", "head"))

    def test_refused_connection(self):
        url = "postgresql://u:secret@127.0.0.1:1/d"
        self.refuses(self.script("pass"), 1, "127.0.0.1", "refused",
                     command=("--url", url, "upgrade", "head"))

    def test_no_such_database(self):
        url = self.database_.url.replace(self.database_.name, "nowhere")
        self.refuses(self.script("pass"), 1, "nowhere", command=("--url", url, "upgrade", "head"))

    def test_wrong_password(self):
        server = clusters.Cluster(hba=["host all guarded 127.0.0.1/32 scram-sha-256"], tcp=True)
        self.addCleanup(server.stop)
        server.start()
        limbecktest.run(["psql", "-Xqc", "CREATE ROLE guarded LOGIN PASSWORD 'right'", "postgres"],
                        env=server.environment())
        url = "postgresql://guarded:secret@127.0.0.1:%d/postgres" % server.port
        self.refuses(self.script("pass"), 1, "password authentication failed", "guarded",
                     command=("--url", url, "upgrade", "head"))

    def test_read_only_server(self):
        self.database_.sql('ALTER DATABASE "%s" SET default_transaction_read_only = on'
                           % self.database_.name)
        self.refuses(self.script("pass"), 1, "read-only")

    # the version table

    def test_unknown_revision_in_the_database(self):
        project = self.script("pass")
        self.database_.sql("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); "
                           "INSERT INTO alembic_version VALUES ('feedc0de')")
        self.before = self.database_.dump(data=True)
        self.refuses(project, 3, "feedc0de")

    def test_unknown_target(self):
        self.refuses(self.script("pass"), 3, "nonsense", command=("upgrade", "nonsense"))

    # statements: exit 6, where, which operation, what was sent, what the server says

    def test_failing_statement(self):
        body = "op.add_column('t', sa.Column('x', sa.Integer))\nop.drop_column('t', 'y')"
        self.refuses(self.script(body), 6, 'column "y" of relation "t" does not exist', "42703",
                     "b2.py:14:", "op.drop_column('t', 'y')", "^", "ALTER TABLE t DROP COLUMN y",
                     "operation 2", "rolled back")

    def test_detail_and_hint_of_the_server(self):
        body = ("op.execute(\"INSERT INTO kept VALUES (1)\")")
        self.refuses(self.script(body), 6, "23505", "Key (id)=(1) already exists")
        self.refuses(self.script("op.execute('SELECT kept.idd FROM kept')"), 6, "42703",
                     'Perhaps you meant to reference the column "kept.id"')

    def test_failing_statement_of_a_manifest(self):
        project = self.project()
        project.manifest("a1", """\
            revision: a1
            down_revision: null
            upgrade:
              - create_table: {table_name: t, columns: [{name: id, type: integer}]}
              - drop_column: {table_name: t, column_name: y}
            """)
        self.refuses(project, 6, "42703", "a1.yaml:5:", "operation 2", "^")

    # files

    def test_no_configuration(self):
        project = self.script("pass")
        os.remove(os.path.join(project.directory, "alembic.ini"))
        self.refuses(project, 1, "alembic.ini")

    def test_no_versions(self):
        done = self.project().limbeck(self.database_, "--versions", "/nonexistent", "upgrade", "head")
        self.assertEqual(done.status, 1, str(done))
        self.assertIn("/nonexistent", done.err)


limbecktest.main()
