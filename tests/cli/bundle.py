#!/usr/bin/env python3
"""Bundles: the manifests that compile -o writes stand for a project by themselves.  Without scripts,
helper modules, env.py, alembic.ini and git they leave the same schema and rows, print the same SQL
and go back the same way; what they could not stand for is refused when they are made."""
import os
import re
import subprocess

import generate
import limbecktest

GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
       "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org",
       "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.org"}

NAMING = """\
from sqlalchemy import MetaData
target_metadata = MetaData(naming_convention={"ix": "ix_of_%(column_0_label)s",
    "uq": "uq_of_%(table_name)s_%(column_0_name)s", "ck": "ck_of_%(table_name)s_%(constraint_name)s",
    "fk": "fk_of_%(table_name)s_%(column_0_name)s", "pk": "pk_of_%(table_name)s"})
"""
UNNAMED = """
op.create_table('t', sa.Column('id', sa.Integer, primary_key=True),
                sa.Column('n', sa.Integer, unique=True, index=True),
                sa.CheckConstraint('n > 0', name='positive'))
op.create_unique_constraint(None, 't', ['id', 'n'])
"""


class Bundle:
    """A directory with manifests and nothing else."""

    def __init__(self, case, project, *arguments):
        self.home = case.directory()
        self.versions = os.path.join(self.home, "bundle")
        self.compiled = project.limbeck(None, *arguments, "compile", "-o", self.versions)

    def limbeck(self, database, *arguments):
        variables = dict(database.env(), LIMBECK_JOURNAL=self.home + "/journal.db") if database else {}
        return limbecktest.run([limbecktest.LIMBECK, "--versions", self.versions, *arguments],
                               cwd=self.home, env=variables)

    def text(self, revision):
        name = [n for n in os.listdir(self.versions) if n.startswith(revision)][0]
        return open(os.path.join(self.versions, name)).read()


class Bundles(limbecktest.Case):
    def bundle(self, project, *arguments):
        bundle = Bundle(self, project, *arguments)
        self.succeeds(bundle.compiled)
        self.assertEqual({name[-5:] for name in os.listdir(bundle.versions)}, {".yaml"})
        return bundle

    def git(self, project, *arguments):
        return subprocess.run(["git", "-C", project.directory, *arguments], check=True, text=True,
                              capture_output=True, env=dict(os.environ, **GIT)).stdout.strip()

    def same(self, project, bundle=None, sql=True, down=True):
        """Runs the scripts in one database and the bundle in another; gives the bundle's."""
        bundle = bundle or self.bundle(project)
        theirs, ours = self.database(), self.database()
        for target, command in (("head", "upgrade"), ("base", "downgrade"))[:2 if down else 1]:
            self.succeeds(project.limbeck(theirs, command, target))
            self.succeeds(bundle.limbeck(ours, command, target))
            self.assertEqual(ours.dump(data=True), theirs.dump(data=True))
        self.succeeds(bundle.limbeck(ours, "upgrade", "head"))
        if sql:
            want = self.succeeds(project.limbeck(ours, "upgrade", "head", "--sql"))
            self.assertEqual(self.succeeds(bundle.limbeck(ours, "upgrade", "head", "--sql")).out,
                             want.out)
            self.assertIn("CREATE TABLE", want.out)
        return ours

    def committed(self, project):
        """The project in a repository, each script in a commit of its own."""
        self.git(project, "init", "-q", "-b", "main")
        for name in sorted(os.listdir(project.versions)):
            self.git(project, "add", os.path.join(project.versions, name))
            self.git(project, "commit", "-q", "-m", name)
        self.git(project, "add", "-A")
        self.git(project, "commit", "-q", "-m", "the rest")
        return project

    def check_commits(self, project, database):
        """The bundle's steps, up and down, name what git log says of their scripts."""
        names = {name.split("_")[0].replace(".py", ""): "migrations/versions/" + name
                 for name in os.listdir(project.versions) if name.endswith(".py")}
        rows = database.rows("select revision, source, changed, author, blob, path, file_dirty from "
                             "limbeck.step")
        self.assertEqual({row[0] for row in rows}, set(names))
        told = {path: ("manifest", self.git(project, "log", "-1", "--format=%H", "--", path),
                       "Ann <ann@example.org>", self.git(project, "rev-parse", "HEAD:" + path), path,
                       False) for path in names.values()}
        self.assertEqual(len({row[1] for row in told.values()}), len(names))
        for revision, *row in rows:
            self.assertEqual(tuple(row), told[names[revision]], revision)

    # whole projects

    def test_the_sample(self):
        """Its middle revision asks the database, so it has no offline text as a whole."""
        project = self.committed(self.project(copy_of="sample"))
        self.check_commits(project, self.same(project, sql=False))

    def test_a_generated_project(self):
        project = generate.project(os.path.join(self.directory(), "project"), 60, 420, seed=5)
        bundle, again = self.bundle(self.committed(project)), self.bundle(project)
        self.assertNotIn("keeps its script", bundle.compiled.err)
        names = os.listdir(bundle.versions)
        self.assertEqual(len(names), 60)
        self.assertEqual([bundle.text(name) for name in names], [again.text(name) for name in names])
        self.check_commits(project, self.same(project, bundle))

    def test_the_commits_come_along(self):
        project = self.project()
        project.revision("a1", None, upgrade="op.create_table('t', sa.Column('id', sa.Integer))")
        self.git(project, "init", "-q", "-b", "main")
        self.git(project, "add", "migrations")
        self.git(project, "commit", "-q", "-m", "one")
        commit = self.git(project, "rev-parse", "HEAD")
        blob = self.git(project, "rev-parse", "HEAD:migrations/versions/a1.py")
        bundle, database = self.bundle(project), self.database()
        self.assertIn("\n  commit: %s\n" % commit, bundle.text("a1"))
        self.succeeds(bundle.limbeck(database, "upgrade", "head"))
        self.assertEqual(database.rows("select source, changed, author, blob, path, file_dirty "
                                       "from limbeck.step"),
                         [("manifest", commit, "Ann <ann@example.org>", blob,
                           "migrations/versions/a1.py", False)])

    # what env.py says

    def naming_project(self):
        project = self.project()
        env = open(project.directory + "/migrations/env.py").read()
        project.write("migrations/env.py", env.replace("target_metadata = None\n", NAMING))
        project.revision("a1", None, upgrade=UNNAMED, downgrade="op.drop_table('t')")
        return project

    def test_dirty_is_what_any_of_its_files_is(self):
        project = self.project()
        files = {"migrations/helpers.py": "from more import name\n", "migrations/more.py": "name = 't'\n",
                 "migrations/versions/sql/d.sql": "SELECT 1", "data/c.txt": "x", "migrations/carried.py": "n = 1\n",
                 "migrations/later.py": "name = 't'\n",
                 "notes.txt": "unused", "app/__init__.py": "", "app/models.py": "name = 't'\n"}
        for name, text in files.items():
            project.write(name, text)
        project.revision("a1", None, "from helpers import name\nop.drop_table(name)")
        project.revision("b2", "a1", "import more\nop.drop_table(more.name)")
        project.revision("c3", "b2", "import pathlib\nop.execute(pathlib.Path(__file__).parents[2]"
                                     ".joinpath('data/c.txt').read_text())")
        project.manifest("d4", "revision: d4\ndown_revision: c3\nupgrade:\n  - execute_file: sql/d.sql\n"
                               "downgrade: []\n")
        project.revision("e5", "d4", "import carried\nif op.get_bind().execute('SELECT 1').scalar():\n"
                                     "    import later\n    op.drop_table(later.name)")
        project.revision("f6", "e5")
        project.write("alembic.ini", limbecktest.INI.replace("[loggers]", "prepend_sys_path = .\n[loggers]"))
        project.revision("g7", "f6", "from app.models import name\nop.drop_table(name)")
        self.git(project, "init", "-q")
        self.git(project, "add", "-A")
        self.git(project, "commit", "-q", "-m", "all")
        every = set("abcdefg")
        for name, dirty in {None: "", "notes.txt": "", "migrations/helpers.py": "a", "migrations/more.py": "ab",
                            "data/c.txt": "c", "migrations/versions/sql/d.sql": "d", "migrations/carried.py": "e",
                            "migrations/later.py": "e",
                            "migrations/versions/f6.py": "f", "migrations/versions/d4.yaml": "d",
                            "app/models.py": "g", "migrations/env.py": "abcdefg"}.items():
            with self.subTest(name):
                if name:
                    with open(os.path.join(project.directory, name), "a") as out:
                        out.write("\n")
                bundle = self.bundle(project)
                marked = {file[0] for file in os.listdir(bundle.versions)
                          if "  dirty: true\n" in bundle.text(file)}
                self.assertEqual(marked, set(dirty))
                self.assertEqual({file[0] for file in os.listdir(bundle.versions)
                                  if "  dirty: false\n" in bundle.text(file)}, every - marked)
                self.git(project, "checkout", "-q", "-f")
        self.git(project, "rm", "-q", "--cached", "migrations/more.py")
        self.git(project, "commit", "-q", "-m", "without")
        self.assertIn("dirty: true", self.bundle(project).text("a1"))

    def test_names_follow_env_pys_convention(self):
        database = self.same(self.naming_project())
        names = [row[0] for row in database.rows(
            "select conname from pg_constraint where conrelid = 't'::regclass")]
        self.assertIn("ck_of_t_positive", names)
        self.assertIn("uq_of_t_id", names)
        self.assertIn("pk_of_t", names)

    def test_a_convention_that_cannot_be_read_names_nothing(self):
        project = self.naming_project()
        env = open(project.directory + "/migrations/env.py").read()
        project.write("migrations/env.py", env.replace(NAMING, "from models import target_metadata\n"))
        self.fails(Bundle(self, project).compiled, 4, "naming convention", "env.py:")
        project.revision("a1", None, upgrade="op.get_bind().execute(sa.text('select 1')).scalar()\n"
                                             + UNNAMED)
        bundle = self.bundle(project)
        self.assertIn("\n  naming_convention: unknown\n", bundle.text("a1"))
        self.fails(bundle.limbeck(self.database(), "upgrade", "head"), 4, "naming convention",
                   "a1.yaml:")

    def test_the_version_table_is_env_pys(self):
        project = self.project(configure=", version_table='v', version_table_schema='s',"
                                         " version_table_pk=False, transaction_per_migration=True")
        project.revision("a1", None, upgrade="op.create_table('t', sa.Column('id', sa.Integer))")
        project.revision("b2", "a1", upgrade="op.execute('select 1/0')")
        bundle = self.bundle(project)
        database = self.database()
        database.sql("create schema s")
        self.fails(bundle.limbeck(database, "upgrade", "head"), 6, "division by zero")
        self.assertEqual(database.rows("select version_num from s.v"), [("a1",)])
        self.assertEqual(database.rows("select count(*) from pg_constraint where conname ~ '^v_'"),
                         [(0,)])

    def test_manifests_and_env_py_must_agree(self):
        project = self.project(configure=", version_table='v'")
        project.revision("a1", None, upgrade="op.create_table('t', sa.Column('id', sa.Integer))")
        env = open(project.directory + "/migrations/env.py").read()
        self.succeeds(project.limbeck(None, "compile"))
        os.remove(project.versions + "/a1.py")
        self.succeeds(project.limbeck(self.database(), "upgrade", "head"))
        project.write("migrations/env.py", env.replace("version_table='v'", "version_table='w'"))
        self.fails(project.limbeck(self.database(), "upgrade", "head"), 4,
                   "'version_table' differs from what env.py says", "a1.yaml:", "compile")
        self.succeeds(project.limbeck(self.database(), "--version-table=v", "upgrade", "head"))

    def test_a_setting_of_the_compilation_comes_along(self):
        project = self.naming_project()
        project.write("migrations/env.py", limbecktest.ENV % "")
        project.write("alembic.ini", limbecktest.INI + "\n[limbeck]\nversion_table = v\n"
                      "naming_convention.uq = uq_set_%%(table_name)s_%%(column_0_name)s\n"
                      "naming_convention.ix = ix_set_%%(column_0_label)s\n")
        database = self.same(project)
        self.assertEqual(database.rows("select count(*) from v"), [(1,)])
        self.assertIn("uq_set_t_id", database.dump())

    def test_offline_text_is_in_env_pys_style(self):
        project = self.project()
        env = open(project.directory + "/migrations/env.py").read()
        project.write("migrations/env.py", env.replace(
            'literal_binds=True, dialect_opts={"paramstyle": "named"}', ""))
        project.revision("a1", None, upgrade="""
            t = op.create_table('t', sa.Column('id', sa.Integer))
            op.execute(t.insert().values(id=5))""", downgrade="op.drop_table('t')")
        self.same(project, sql=True)

    # what a kept script needs

    KEPT = "op.get_bind().execute(sa.text('select 1')).scalar()\n"

    def test_modules_that_a_kept_script_imports_come_along(self):
        project = self.project()
        project.write("alembic.ini", limbecktest.INI.replace("\n\n[loggers]",
                                                             "\nprepend_sys_path = .\n\n[loggers]"))
        project.write("shop/__init__.py", "PREFIX = 'a_'\n")
        project.write("shop/names.py", "from . import PREFIX\nfrom .deep.end import tail\n"
                                       "def name(x):\n    return PREFIX + x + tail()\n")
        project.write("shop/deep/end.py", "from ..late import END\ndef tail():\n    return END\n")
        project.write("shop/late.py", "END = '_z'\n")
        project.write("shop/other.py", "import nothing\n")
        project.revision("a1", None, upgrade=self.KEPT + "from shop.names import name\n"
                         "op.create_table(name('t'), sa.Column('id', sa.Integer))",
                         downgrade="op.drop_table('a_t_z')")
        bundle = self.bundle(project)
        for path in ("shop/__init__.py", "shop/names.py", "shop/deep/end.py", "shop/late.py"):
            self.assertIn("\n  %s: " % path, bundle.text("a1"))
        self.assertNotIn("other.py", bundle.text("a1"))
        self.assertIn("a_t_z", self.same(project, bundle, sql=False).dump())

    def test_a_carried_module_is_not_mixed_with_another(self):
        project = self.project()
        project.write("migrations/helper.py", "NAME = 'one'\n")
        project.revision("a1", None, upgrade=self.KEPT + "import helper\n"
                         "op.create_table(helper.NAME, sa.Column('id', sa.Integer))")
        self.succeeds(project.limbeck(None, "compile"))
        self.succeeds(project.limbeck(self.database(), "upgrade", "head"))
        project.write("migrations/helper.py", "NAME = 'two'\n")
        self.fails(project.limbeck(self.database(), "upgrade", "head"), 4, "helper", "compile")
        self.fails(project.limbeck(None, "compile", "--check"), 2, "1 manifests are not")
        project.revision("b2", "a1", upgrade=self.KEPT + "import helper")
        bundle = Bundle(self, project)
        text = bundle.text("b2")
        with open(bundle.versions + "/b2.yaml", "w") as out:
            out.write(text.replace("'two'", "'three'"))
        self.fails(bundle.limbeck(self.database(), "upgrade", "head"), 4, "helper.py")

    def test_a_kept_script_that_reads_a_file_is_no_bundle(self):
        project = self.project()
        project.write("migrations/versions/t.sql", "create table t (id int)")
        read = "import os\nop.execute(open(os.path.dirname(__file__) + '/t.sql').read())"
        project.revision("a1", None, upgrade=self.KEPT + read)
        self.fails(Bundle(self, project).compiled, 4, "a1 keeps its script", "reads files",
                   "a1.py:15:", "execute_file")
        self.succeeds(project.limbeck(None, "compile"))      # beside the file
        os.remove(project.versions + "/a1.py")
        self.succeeds(project.limbeck(self.database(), "upgrade", "head"))
        os.remove(project.versions + "/t.sql")
        self.fails(project.limbeck(self.database(), "upgrade", "head"), 4, "t.sql", "not there")
        project.revision("a1", None, upgrade=read)           # known in advance: the text is kept
        self.assertNotIn("t.sql", project.write("migrations/versions/t.sql", "select 1") and "")
        self.assertIn("select 1", self.bundle(project).text("a1"))

    def test_what_differs_from_run_to_run_keeps_its_script(self):
        calls = ("import uuid; op.execute(f\"select '{uuid.uuid4()}'\")",
                 "import datetime; op.execute(f\"select '{datetime.datetime.now()}'\")",
                 "import datetime; op.execute(f\"select '{datetime.date.today()}'\")",
                 "import time; op.execute(f\"select '{time.time()}'\")",
                 "import random; op.execute(f\"select '{random.random()}'\")",
                 "import os; op.execute(f\"select '{os.environ.get('HOME')}'\")",
                 "import os; op.execute(f\"select '{os.getenv('HOME')}'\")",
                 "from alembic import context; op.execute(f\"select '{context.get_x_argument()}'\")",
                 "from alembic import context\nif not context.is_offline_mode(): op.execute('select 1')",
                 "if not op.get_context().as_sql: op.execute('select 1')",
                 "import moment; op.execute(f\"select '{moment.NOW}'\")",
                 "from moment import NOW; op.execute(f\"select '{NOW}'\")")
        project = self.project()
        project.write("migrations/moment.py", "import datetime\nNOW = datetime.datetime.now()\n")
        for number, call in enumerate(calls):
            project.revision("a%02d" % number, "a%02d" % (number - 1) if number else None, upgrade=call)
        bundle = self.bundle(project)
        for number, call in enumerate(calls):
            self.assertIn("\nscript: ", bundle.text("a%02d" % number), call)
            self.assertIn("a%02d keeps its script: " % number, bundle.compiled.err)
        self.assertEqual([bundle.text("a%02d" % n) for n in range(len(calls))],
                         [self.bundle(project).text("a%02d" % n) for n in range(len(calls))])

    def test_what_is_the_same_everywhere_is_known(self):
        project = self.project()
        project.revision("a1", None, upgrade="import uuid, datetime, random, os, time\n"
                         "op.execute(f\"select '{uuid.UUID(int=5)}', '{datetime.date(2026, 1, 1)}'\")")
        bundle = self.bundle(project)
        self.assertNotIn("keeps its script", bundle.compiled.err)

    def test_a_kept_script_that_needs_alembic_ini_is_no_bundle(self):
        project = self.project()
        project.write("alembic.ini", limbecktest.INI.replace("\n\n[loggers]", "\nshop = a\n\n[loggers]"))
        project.revision("a1", None, upgrade="from alembic import context\n" + self.KEPT +
                         "op.execute(context.config.get_main_option('shop', 'select 1'))")
        self.fails(Bundle(self, project).compiled, 4, "asks alembic.ini", "a1.py:15:")
        self.succeeds(project.limbeck(None, "compile"))
        os.remove(project.versions + "/a1.yaml")
        project.write("alembic.ini", limbecktest.INI)        # absent there, as it will be elsewhere
        project.write("migrations/helper.py", "from alembic import context\n"
                      "def ask(name): return context.config.get_main_option('nope')\n")
        with open(project.versions + "/a1.py", "a") as script:
            script.write("    import helper; helper.ask('x')\n")
        self.succeeds(self.bundle(project).limbeck(self.database(), "upgrade", "head"))
        project.write("migrations/helper.py", "from alembic import context\n"
                      "def ask(name): return context.config.get_main_option(name)\n")
        self.fails(Bundle(self, project).compiled, 4, "asks alembic.ini", "helper.py:2:")

    # the directory

    def test_two_files_of_one_name_are_two_revisions(self):
        project = self.project()
        project.revision("a1", None)
        os.makedirs(project.directory + "/more")
        with open(project.versions + "/a1.py") as script, open(project.directory + "/more/a1.py", "w") as out:
            out.write(script.read().replace("'a1'", "'b2'"))
        done = Bundle(self, project, "--versions", project.versions, "--versions",
                      project.directory + "/more").compiled
        self.fails(done, 1, "two revisions would become", "more/a1.py")

    def test_what_an_earlier_compilation_left_is_told(self):
        project = self.project()
        project.revision("a1", None)
        project.revision("b2", "a1")
        self.succeeds(project.limbeck(None, "compile", "-o", "out"))
        os.remove(project.versions + "/b2.py")
        done = self.fails(project.limbeck(None, "compile", "-o", "out", "--check"), 2, "1 manifests")
        self.assertEqual(done.out, "out/b2.yaml\n")
        done = self.succeeds(project.limbeck(None, "compile", "-o", "out"))
        self.assertIn("'out/b2.yaml' is of no revision here", done.err)

    def test_listings_are_the_same(self):
        project = self.project(copy_of="sample")
        bundle = self.bundle(project)
        for command in (["history"], ["heads"], ["branches"]):
            want = project.limbeck(None, *command).out
            self.assertEqual(bundle.limbeck(None, *command).out, want)
            self.assertIn("catalog", want)

    DOCS = {
        "a1": ("first\n\nRevision ID: a1\nRevises:\nCreate Date: 2024-01-02 03:04:05.678\n\n"
               "    indented:  text\t# no comment\n\n\n---\n- 'x': \"y\"  \nlast line  \n\n"),
        "b2": "two lines of one\nparagraph: they are listed", "c3": "", "d4": "  blanks around\n\n ",
        "e5": "\u00fcn\u00efc\u00f6d\u00e9 \U0001f600\n\nno:: yaml\u2028here {x: [y}",
        "f6": "1e10", "a7": "~\n\n- list", "b8": "null", "c9": "carriage\\r\nreturn\\r\\n\\r\\nmore",
    }

    def test_every_word_of_a_docstring_comes_along(self):
        project = self.project()
        for before, (name, doc) in zip([None, *self.DOCS], self.DOCS.items()):
            path = project.revision(name, before, labels=["l" + name] if name == "b2" else None,
                                    depends=["a1"] if name == "c3" else None)
            with open(path) as script:
                body = script.read()
            with open(path, "w") as script:
                script.write(f'"""{doc}"""\n' + body.split('"""', 2)[2])
        project.write("migrations/versions/d0.py", "revision = 'd0'\ndown_revision = 'c9'\n\n\n"
                      "def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n")
        bundle = self.bundle(project)
        database, ours = self.database(), self.database()
        for a_project, a_database in ((project, database), (bundle, ours)):
            self.succeeds(a_project.limbeck(a_database, "upgrade", "head"))
        for command in (["history", "-v"], ["history"], ["heads", "-v"], ["branches", "-v"],
                        ["show", "a1"], ["show", "head"], ["history", "--json"], ["current", "-v"]):
            with self.subTest(command):
                listed = [re.sub(r'(Path: |"path": "|"notation": ")[^\n"]*', r"\1", self.succeeds(
                    a_project.limbeck(a_database, *command)).out.replace(a_database.name, "db"))
                    for a_project, a_database in ((project, database), (bundle, ours))]
                self.assertEqual(listed[0], listed[1])
        theirs = self.succeeds(project.alembic(database, "history", "-v")).out
        self.assertEqual(self.succeeds(project.limbeck(database, "history", "-v")).out, theirs)
        self.assertIn("last line", theirs)
        self.assertIn("Create Date: 2024-01-02", bundle.text("a1"))

    # manifests by hand

    def test_manifests_by_hand_are_part_of_the_bundle(self):
        project = self.project()
        project.revision("a1", None, upgrade="op.create_table('t', sa.Column('id', sa.Integer))",
                         downgrade="op.drop_table('t')")
        project.write("migrations/versions/sql/b2.sql", "create table u (id int default 5);\n")
        project.manifest("b2", """\
            revision: b2
            down_revision: a1
            upgrade:
              - execute_file: sql/b2.sql
            downgrade:
              - drop_table: u
            """)
        project.revision("c3", "b2", upgrade="import subprocess; subprocess.run('x')")
        replacing = project.manifest("c3", """\
            revision: c3
            down_revision: b2
            replaces: script
            upgrade:
              - add_column: {table: u, column: {name: n, type: integer}}
            downgrade:
              - drop_column: {table: u, column: n}
            """)
        by_hand = open(replacing).read()
        self.same(project)
        self.succeeds(project.limbeck(None, "compile"))
        self.assertEqual(open(replacing).read(), by_hand)
        self.succeeds(project.limbeck(None, "compile", "--check"))

    def test_a_damaged_manifest_is_written_again(self):
        project = self.project()
        project.revision("a1", None, upgrade="op.create_table('t', sa.Column('id', sa.Integer))")
        project.manifest("a1", "revision: [a1\n")
        self.fails(project.limbeck(None, "compile", "--check"), 2, "1 manifests are not")
        self.succeeds(project.limbeck(None, "compile"))
        self.succeeds(project.limbeck(None, "compile", "--check"))

    # a manifest beside its script

    def test_a_manifest_of_an_equal_script_serves_silently(self):
        project = self.project()
        project.revision("a1", None, upgrade="op.create_table('t', sa.Column('id', sa.Integer))")
        self.git(project, "init", "-q", "-b", "main")
        project.write(".gitattributes", "*.py text eol=crlf\n")
        self.git(project, "add", ".gitattributes", "migrations")
        self.git(project, "commit", "-q", "-m", "one")
        script = project.versions + "/a1.py"
        os.remove(script)
        self.git(project, "checkout", "--", "migrations")
        self.assertIn(b"\r\n", open(script, "rb").read())
        self.succeeds(project.limbeck(None, "compile"))
        self.assertIn("  dirty: false\n", open(project.versions + "/a1.yaml").read())
        done = self.succeeds(project.limbeck(self.database(), "upgrade", "head"))
        self.assertNotIn("WARN", done.err)
        text = open(script, "rb").read().replace(b"\r\n", b"\n")
        open(script, "wb").write(text)
        self.succeeds(project.limbeck(self.database(), "upgrade", "head"))
        open(script, "ab").write(b"\n# more\n")
        self.fails(project.limbeck(self.database(), "upgrade", "head"), 3,
                   "a script and a manifest that was not compiled from it", "replaces: script")
        with open(project.versions + "/a1.yaml", "a") as out:
            out.write("replaces: script\n")
        self.succeeds(project.limbeck(self.database(), "upgrade", "head"))

    def test_check_needs_no_second_commit(self):
        """A manifest that is committed with its script cannot know that commit."""
        project = self.project()
        self.git(project, "init", "-q", "-b", "main")
        project.revision("a1", None, upgrade="op.create_table('t', sa.Column('id', sa.Integer))")
        self.succeeds(project.limbeck(None, "compile"))
        self.git(project, "add", "migrations")
        self.git(project, "commit", "-q", "-m", "script and manifest")
        self.succeeds(project.limbeck(None, "compile", "--check"))
        self.succeeds(project.limbeck(None, "compile"))
        path = project.versions + "/a1.yaml"
        text = open(path).read()
        self.assertIn("  dirty: false\n", text)
        self.assertIn("  commit: %s\n" % self.git(project, "rev-parse", "HEAD"), text)
        for a, b in (("name: t", "name: u"), ("table: t", "table: u"), ("dirty: false", "dirty: no"),
                     ("Ann", "Bob")):
            if a in text:
                open(path, "w").write(text.replace(a, b))
                self.fails(project.limbeck(None, "compile", "--check"), 2, "1 manifests are not")
        os.remove(path)
        self.fails(project.limbeck(None, "compile", "--check"), 2, "1 manifests are not")


limbecktest.main()
