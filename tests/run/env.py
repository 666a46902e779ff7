#!/usr/bin/env python3
"""env.py is read, not run: what it decides is taken where it is literal and refused where it is
not, with the line and the way out; --no-env leaves it out."""
import limbecktest

ONLINE = """from alembic import context
%s
context.configure(%s)
with context.begin_transaction():
    context.run_migrations()
"""

# what stands before configure(), its arguments, a part of the message, a part of the hint
REFUSED = [
    ("name = compute()", "version_table=name", "env.py decides 'version_table' by code",
     "--version-table supplies it; --no-env leaves env.py out"),
    ("", "version_table_schema=schema()", "env.py decides 'version_table_schema' by code",
     "--version-table-schema supplies it"),
    ("x = 1\nx = 2", "transaction_per_migration=x", "env.py decides 'transaction_per_migration'",
     "--transaction supplies it"),
    ("", "transactional_ddl=not True", "env.py decides 'transactional_ddl'",
     "--transactional-ddl supplies it"),
    ("", "**options", "env.py gives arguments to configure() that cannot be read off its text",
     "--no-env leaves env.py out"),
    ("", "on_version_apply=hook", "env.py uses 'on_version_apply', which limbeck does not have",
     "--no-env"),
    ("connection.execute('SET ROLE x')", "", "env.py executes statements of its own", "--no-env"),
    ("connection.exec_driver_sql('SET ROLE x')", "", "env.py executes statements", "--no-env"),
    ("create_engine('postgresql:///', isolation_level='SERIALIZABLE')", "",
     "env.py gives 'isolation_level' to its engine", "?options="),
    ("connection.execution_options(isolation_level='AUTOCOMMIT')", "",
     "env.py sets execution options", "--no-env"),
    ("@event.listens_for(engine, 'connect')\ndef f(): pass", "",
     "env.py listens to events of the connection", "--no-env"),
]

TAKEN = [
    ("", "version_table='v2'", "CREATE TABLE v2 ("),
    ("TABLE = 'v' + '3'", "version_table=TABLE", "CREATE TABLE v3 ("),
    ("", "version_table_schema='meta'", "CREATE TABLE meta.alembic_version ("),
    ("", "version_table_pk=False", "version_num VARCHAR(32) NOT NULL\n);"),
    ("", "compare_type=compute(), include_object=hook", "CREATE TABLE alembic_version ("),
    ("", "transaction_per_migration=True", "CREATE TABLE alembic_version ("),
]


class Env(limbecktest.Case):
    def project_with(self, before, arguments):
        project = self.project()
        project.revision("a1", None)
        project.write("migrations/env.py", ONLINE % (before, arguments))
        return project

    def test_what_is_not_literal_is_refused(self):
        for before, arguments, message, hint in REFUSED:
            with self.subTest(arguments=arguments, before=before):
                done = self.project_with(before, arguments).limbeck(None, "upgrade", "head", "--sql")
                self.assertEqual(done.status, 4, str(done))
                self.assertEqual(done.out, "")
                self.assertIn(message, done.err)
                self.assertIn(hint, done.err)
                self.assertRegex(done.err, r"env\.py:\d+:\d+\n.*\n +\^")

    def test_no_env_leaves_it_out(self):
        for before, arguments, _, _ in REFUSED:
            with self.subTest(arguments=arguments, before=before):
                project = self.project_with(before, arguments)
                done = project.limbeck(None, "--no-env", "upgrade", "head", "--sql")
                self.assertEqual(done.status, 0, str(done))

    def test_a_setting_supplies_what_is_not_literal(self):
        project = self.project_with("name = compute()", "version_table=name")
        done = project.limbeck(None, "--version-table", "mine", "upgrade", "head", "--sql")
        self.assertEqual(done.status, 0, str(done))
        self.assertIn("CREATE TABLE mine (", done.out)

    def test_literals_are_taken(self):
        for before, arguments, text in TAKEN:
            with self.subTest(arguments=arguments, before=before):
                done = self.project_with(before, arguments).limbeck(None, "upgrade", "head", "--sql")
                self.assertEqual(done.status, 0, str(done))
                self.assertIn(text, done.out)

    def unnamed(self, before, arguments, *flags):
        project = self.project_with(before, arguments)
        project.revision("b2", "a1", upgrade="op.create_table('t', sa.Column('id', sa.Integer), "
                                             "sa.PrimaryKeyConstraint('id'))")
        return project.limbeck(None, *flags, "upgrade", "head", "--sql")

    def test_a_naming_convention_that_is_not_known_is_not_guessed(self):
        before = "from app.models import Base"
        done = self.unnamed(before, "target_metadata=Base.metadata")
        self.fails(done, 4, "naming convention of env.py's metadata is not known", "table 't'",
                   "env.py:3:", "--naming-convention=none")
        self.assertEqual(done.out, "")
        done = self.unnamed(before, "target_metadata=Base.metadata", "--naming-convention=none")
        self.succeeds(done)
        self.assertIn("    PRIMARY KEY (id)\n", done.out)

    def test_a_naming_convention_of_env_py_is_used(self):
        before = ("from sqlalchemy import MetaData\n"
                  "metadata = MetaData(naming_convention={'pk': 'pk_%(table_name)s'})")
        done = self.succeeds(self.unnamed(before, "target_metadata=metadata"))
        self.assertIn("CONSTRAINT pk_t PRIMARY KEY (id)", done.out)
        done = self.succeeds(self.unnamed("", "target_metadata=None"))
        self.assertIn("    PRIMARY KEY (id)\n", done.out)

    def test_run_migrations_must_be_called(self):
        project = self.project()
        project.revision("a1", None)
        project.write("migrations/env.py", "from alembic import context\ncontext.configure()\n")
        done = project.limbeck(None, "upgrade", "head", "--sql")
        self.assertEqual(done.status, 4, str(done))
        self.assertIn("never calls run_migrations()", done.err)

    def test_a_url_made_by_code_is_not_guessed(self):
        project = self.project_with("config.set_main_option('sqlalchemy.url', settings.url)",
                                    "connection=c")
        done = project.limbeck(None, "current")
        self.assertEqual(done.status, 4, str(done))
        self.assertIn("env.py decides the database's URL by code", done.err)
        self.assertIn("--url or LIMBECK_URL supplies it", done.err)

    def test_a_url_of_the_environment_is_read(self):
        database = self.database()
        for before in ("config.set_main_option('sqlalchemy.url', os.environ['THE_URL'])",
                       "url = os.getenv('THE_URL')\ncreate_engine(url)",
                       "config.set_main_option('sqlalchemy.url', "
                       "os.environ.get('THE_URL', '').replace('%', '%%'))"):
            with self.subTest(before=before):
                project = self.project_with(before, "connection=c")
                done = project.limbeck(None, "current", env={"THE_URL": database.url})
                self.assertEqual(done.status, 0, str(done))
                self.assertIn(database.name, done.err)

    def test_a_syntax_error_is_shown(self):
        project = self.project()
        project.revision("a1", None)
        project.write("migrations/env.py", "def broken(:\n")
        done = project.limbeck(None, "upgrade", "head", "--sql")
        self.assertEqual(done.status, 4, str(done))
        self.assertRegex(done.err, r"env\.py:1:\d+\n")


limbecktest.main()
