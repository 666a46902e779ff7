"""What script tests share: running limbeck and real Alembic, databases, projects.

A test is a file of unittest cases that ends with limbecktest.main().  Cases derive from Case, whose
methods give fresh databases and temporary directories that are gone afterwards:

    class Adding(limbecktest.Case):
        def test_a_column_is_added(self):
            database = self.database()
            project = self.project()
            project.revision("a1", None, upgrade="op.create_table('t', sa.Column('id', sa.Integer))")
            self.succeeds(project.limbeck(database, "upgrade", "head"))
            self.assertEqual(database.rows("select version_num from alembic_version"), [("a1",)])
"""
import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest

import cluster as clusters

SRCDIR = os.environ.get("LIMBECK_SRCDIR", os.path.abspath(os.path.join(os.path.dirname(__file__), "../..")))
BUILDDIR = os.environ.get("LIMBECK_BUILDDIR", os.path.join(SRCDIR, "build"))
LIMBECK = os.environ.get("LIMBECK", os.path.join(BUILDDIR, "limbeck"))
HANG = 120              # seconds after which a command is taken to hang

# Debian's Python has Debian's Alembic; LIMBECK_ALEMBIC_PATH puts another one before it.
PYTHON = "/usr/bin/python3"
ALEMBIC = [PYTHON, "-c", "from alembic.config import main; main(prog='alembic')"]


def testdata(*parts):
    return os.path.join(SRCDIR, "testdata", *parts)


class Run:
    """What a command did: status (128 + signal when one ended it), out, err."""

    def __init__(self, command, done):
        self.command = command
        self.status = done.returncode if done.returncode >= 0 else 128 - done.returncode
        self.out, self.err = done.stdout, done.stderr

    def __str__(self):
        return (f"$ {' '.join(map(str, self.command))}\nexit status {self.status}\n"
                f"--- out\n{self.out}--- err\n{self.err}")


def run(command, cwd=None, env=None, stdin=None):
    """Runs a command to its end; env is added to the environment, None takes a variable away."""
    environment = dict(os.environ)
    for name, value in (env or {}).items():
        environment.pop(name, None)
        if value is not None:
            environment[name] = str(value)
    done = subprocess.run(command, cwd=cwd, env=environment, input=stdin, text=True,
                          stdin=subprocess.DEVNULL if stdin is None else None,
                          capture_output=True, timeout=HANG, errors="replace")
    return Run(command, done)


_server = None


def server():
    """Environment of the suite's cluster (LIMBECK_TEST_CLUSTER), or of one that this test owns."""
    global _server
    if os.environ.get("LIMBECK_TEST_CLUSTER"):
        return {name: os.environ[name] for name in ("PGHOST", "PGPORT", "PGUSER")}
    if _server is None:
        _server = clusters.Cluster().start()
        atexit.register(_server.stop)
        os.environ["PATH"] = _server.environment()["PATH"]
    return _server.environment()


class Database:
    """A fresh database; dropped by drop().  template copies another one's state."""

    count = 0

    def __init__(self, environment=None, template="template0"):
        Database.count += 1
        self.environment = environment or server()
        self.name = f"t{os.getpid()}_{Database.count}"
        self._server_sql(f'CREATE DATABASE "{self.name}" TEMPLATE "{template}"')

    @property
    def url(self):
        return clusters.url(self.name, self.environment)

    def env(self):
        """The variables by which libpq, limbeck and the sample's env.py find this database."""
        return {**{n: self.environment[n] for n in ("PGHOST", "PGPORT", "PGUSER")},
                "PGDATABASE": self.name, "LIMBECK_URL": self.url, "DATABASE_URL": self.url}

    def connect(self, autocommit=True):
        """A psycopg2 connection, for what needs more than one statement."""
        import psycopg2
        connection = psycopg2.connect(self.url)
        connection.autocommit = autocommit
        return connection

    def sql(self, text):
        """Executes SQL; raises with psql's message."""
        done = run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1"], env=self.env(), stdin=text)
        if done.status:
            raise AssertionError(str(done))
        return done.out

    def rows(self, query):
        """The rows of a query, as tuples."""
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchall()
        finally:
            connection.close()

    def copy(self):
        """A new database with this one's state; nobody may be connected to this one."""
        return Database(self.environment, template=self.name)

    def drop(self):
        self._server_sql(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def dump(self, data=False):
        """pg_dump of everything but schema limbeck, without what differs between two dumps."""
        command = ["pg_dump", "--no-owner", "--exclude-schema=limbeck"]
        done = run(command + ([] if data else ["--schema-only"]), env=self.env())
        if done.status:
            raise AssertionError(str(done))
        kept = [line for line in done.out.splitlines()
                if line and not re.match(r"--|SET |SELECT pg_catalog\.set_config|\\(un)?restrict", line)]
        return "\n".join(kept) + "\n"

    def fingerprint(self):
        """One value that differs when the schema differs; much cheaper than dump()."""
        with open(os.path.join(os.path.dirname(__file__), "fingerprint.sql")) as f:
            return self.rows(f.read())[0][0]

    def _server_sql(self, text):
        done = run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-c", text],
                   env={n: self.environment[n] for n in ("PGHOST", "PGPORT", "PGUSER")})
        if done.status:
            raise AssertionError(str(done))


INI = """\
[alembic]
script_location = %(here)s/migrations

[loggers]
keys = root,alembic
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARN
handlers = console
qualname =
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic
[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
"""

ENV = '''\
import os
from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine, pool

config = context.config
if config.config_file_name is not None:
    fileConfig(config.config_file_name)
target_metadata = None


def run_migrations_offline():
    context.configure(url=os.environ["DATABASE_URL"], target_metadata=target_metadata,
                      literal_binds=True, dialect_opts={"paramstyle": "named"})
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    connectable = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata%s)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
'''

SCRIPT = '''\
"""{message}"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = {revision!r}
down_revision = {down!r}
branch_labels = {labels!r}
depends_on = {depends!r}


def upgrade():
{upgrade}


def downgrade():
{downgrade}
'''


class Project:
    """An Alembic project in a directory: alembic.ini, migrations/env.py, migrations/versions/."""

    def __init__(self, directory, configure=""):
        """configure: more arguments of context.configure(), as text: ', transaction_per_…=True'."""
        self.directory = directory
        self.versions = os.path.join(directory, "migrations", "versions")
        os.makedirs(self.versions, exist_ok=True)
        self.write("alembic.ini", INI)
        self.write("migrations/env.py", ENV % configure)

    def write(self, name, text):
        """Writes a file of the project; returns its path."""
        path = os.path.join(self.directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text)
        return path

    def revision(self, revision, down, upgrade="pass", downgrade="pass", message=None, **header):
        """Writes a script; the bodies are statements, indented here.  Returns its path."""
        text = SCRIPT.format(message=message or revision, revision=revision, down=down,
                             labels=header.get("labels"), depends=header.get("depends"),
                             upgrade=indented(upgrade), downgrade=indented(downgrade))
        return self.write(f"migrations/versions/{revision}.py", text)

    def manifest(self, revision, text):
        return self.write(f"migrations/versions/{revision}.yaml", textwrap.dedent(text))

    def limbeck(self, database, *arguments, env=None, cwd=None):
        variables = {**(database.env() if database else {}), "LIMBECK_JOURNAL": self.journal, **(env or {})}
        return run([LIMBECK, *arguments], cwd=cwd or self.directory, env=variables)

    @property
    def journal(self):
        return os.path.join(self.directory, ".journal.db")

    def alembic(self, database, *arguments, env=None):
        """Runs the real Alembic."""
        variables = {**(database.env() if database else {}), **alembic_path(), **(env or {})}
        return run(ALEMBIC + list(arguments), cwd=self.directory, env=variables)


def indented(body):
    return textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")


def alembic_path():
    """Which Alembic the oracle is."""
    return {"PYTHONPATH": os.environ.get("LIMBECK_ALEMBIC_PATH"), "PYTHONDONTWRITEBYTECODE": "1"}


class Case(unittest.TestCase):
    maxDiff = None

    def directory(self):
        path = tempfile.mkdtemp(prefix="limbeck-test-")
        self.addCleanup(shutil.rmtree, path, ignore_errors=True)
        return path

    def database(self, template="template0"):
        database = Database(template=template)
        self.addCleanup(database.drop)
        return database

    def project(self, copy_of=None, **options):
        """A new project, or a copy of a directory of testdata/."""
        directory = os.path.join(self.directory(), "project")
        if copy_of:
            shutil.copytree(testdata(copy_of), directory)
        return Project(directory, **options) if not copy_of else existing(directory)

    def succeeds(self, done):
        self.assertEqual(done.status, 0, f"\n{done}")
        return done

    def fails(self, done, status, *texts):
        """The command ends with this status and says each of the texts on stderr."""
        self.assertEqual(done.status, status, f"\n{done}")
        for text in texts:
            self.assertIn(text, done.err, f"\n{done}")
        return done


def existing(directory):
    """A project whose files are there already."""
    project = Project.__new__(Project)
    project.directory = directory
    project.versions = os.path.join(directory, "migrations", "versions")
    return project


def main():
    """Runs the cases of the test's file; the exit status is automake's (77: nothing to run)."""
    program = unittest.main(module="__main__", exit=False, verbosity=2, warnings="ignore", argv=sys.argv)
    sys.exit(0 if program.result.wasSuccessful() else 1)
