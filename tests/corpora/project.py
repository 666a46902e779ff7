#!/usr/bin/env python3
"""Takes a checkout of a public project from an empty database to head and compares the schema with
the one that real Alembic leaves; then real Alembic and limbeck take turns on that database.

usage: project.py NAME CHECKOUT CORPORA [bundle]

With "bundle" the scripts are compiled, twice, and the manifests alone do the same: no checkout, no
alembic.ini, no env.py.  What can be printed without a database is compared as text, revision by
revision.

CORPORA is the directory with NAME.schema.sql and compare.  The checkouts are not part of this tree;
what they are and at which commit is told beside the schemas.  Exit status 0 when all agree."""
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import limbecktest  # noqa: E402

# name: versions directory, sys.path, SQL before, settings (naming convention and transaction mode as
# the project's own code has them)
NAMING_A = {"ix": "%(column_0_label)s_idx", "uq": "%(table_name)s_%(column_0_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s_check",
            "fk": "%(table_name)s_%(column_0_name)s_fkey", "pk": "%(table_name)s_pkey"}
NAMING_B = {"ix": "ix_%(table_name)s__%(column_0_N_name)s",
            "uq": "uq_%(table_name)s__%(column_0_N_name)s",
            "ck": "ck_%(table_name)s__%(constraint_name)s",
            "fk": "fk_%(table_name)s__%(column_0_N_name)s__%(referred_table_name)s",
            "pk": "pk_%(table_name)s"}
NAMING_C = {"ix": "ix_%(column_0_N_label)s", "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s_check",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey", "pk": "%(table_name)s_pkey"}


def naming(convention):
    return {"naming_convention." + key: text.replace("%", "%%") for key, text in convention.items()}


PROJECTS = {
    "aegra": ("libs/aegra-api/alembic/versions", "libs/aegra-api/src", "", {}),
    "skyvern": ("alembic/versions", ".", "", {}),
    "simple-login": ("migrations/versions", ".", "", {}),
    "ctfd": ("migrations/versions", ".", "", {}),
    "ckan": ("ckan/migration/versions", ".", "", {}),
    "mwdb": ("mwdb/model/migrations/versions", ".", "", {}),
    "dify": ("api/migrations/versions", "api", 'create extension "uuid-ossp"', naming(NAMING_A)),
    "prefect": ("src/prefect/server/database/_migrations/versions/postgresql", "src", "",
                {**naming(NAMING_B), "transaction": "revision"}),
    "polar": ("server/migrations/versions", "server", "", naming(NAMING_C)),
    "warehouse": ("warehouse/migrations/versions", ".", "", {"transaction": "revision"}),
    "onyx": ("backend/alembic/versions", "backend", "", {}),
}

INI = """[alembic]
script_location = %s
version_locations = %s
prepend_sys_path = %s
version_path_separator = os

[limbeck]
%s
"""


class Turns:
    """A project whose revisions stand in a checkout and whose env.py is ours."""

    def __init__(self, case, versions, path, settings):
        self.project = case.project()
        self.project.write("alembic.ini", INI % (
            os.path.join(self.project.directory, "migrations"), versions, path,
            "\n".join("%s = %s" % item for item in settings.items())))
        env = self.project.directory + "/migrations/env.py"
        text = open(env).read().replace("fileConfig(config.config_file_name)", "pass")
        open(env, "w").write(text)


class Corpus(limbecktest.Case):
    def test_project(self):
        if BUNDLE:
            self.skipTest("the bundle was asked for")
        name, checkout, corpora = ARGUMENTS
        versions, path, before, settings = PROJECTS[name]
        top = os.path.abspath(checkout)
        versions, path = os.path.join(top, versions), os.path.join(top, path)
        database = self.database()
        if before:
            database.sql(before)
        project = Turns(self, versions, path, settings).project
        self.succeeds(project.limbeck(database, "upgrade", "heads"))
        self.compare(name, corpora, database)
        at = database.rows("select version_num from alembic_version order by 1")
        self.assertIn(at[0][0], self.succeeds(project.alembic(database, "current")).out)
        self.succeeds(project.alembic(database, "downgrade", "-1"))
        self.assertNotEqual(database.rows("select version_num from alembic_version order by 1"), at)
        self.succeeds(project.limbeck(database, "upgrade", "head"))
        self.compare(name, corpora, database)
        self.assertEqual(database.rows("select version_num from alembic_version order by 1"), at)
        print("%s: at %s" % (name, ", ".join(row[0] for row in at)))

    def test_bundle(self):
        name, checkout, corpora = ARGUMENTS
        if not BUNDLE:
            self.skipTest("not asked for")
        versions, path, before, settings = PROJECTS[name]
        top = os.path.abspath(checkout)
        project = Turns(self, os.path.join(top, versions), os.path.join(top, path), settings).project
        git = self.repository(top, versions)
        bundle, again = (os.path.join(self.directory(), "bundle") for _ in range(2))
        start = time.monotonic()
        done = self.succeeds(project.limbeck(None, "compile", "-o", bundle, env=git))
        took = time.monotonic() - start
        self.succeeds(project.limbeck(None, "compile", "-o", again, env=git))
        self.assertEqual(texts(bundle), texts(again))
        self.succeeds(project.limbeck(None, "compile", "-o", bundle, "--check", env=git))
        kept = [line for line in done.err.splitlines() if "keeps its script" in line]
        print("%s: %d manifests, %d keep their scripts, %.0f KiB, compiled in %.2f s" % (
            name, len(texts(bundle)), len(kept), sum(map(len, texts(bundle).values())) / 1024, took))
        database, empty = self.database(), self.directory()
        if before:
            database.sql(before)
        self.succeeds(limbecktest.run([limbecktest.LIMBECK, "--versions", bundle, "--url", database.url,
                                       "--journal", "off", "upgrade", "heads"], cwd=empty))
        self.compare(name, corpora, database)
        self.same_text(project, bundle, empty)
        self.same_commits(top, versions, git, database)

    def repository(self, top, versions):
        """Variables that name the checkout's history: its own, or else one that is made here beside
        it, with a commit for each file."""
        if os.path.exists(os.path.join(top, ".git")):
            return {}
        env = {"GIT_DIR": os.path.join(self.directory(), "git"), "GIT_WORK_TREE": top}
        identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
        self.succeeds(limbecktest.run(["git", "init", "-q"], cwd=top, env=env))
        for file in sorted(os.listdir(os.path.join(top, versions))):
            path = os.path.join(versions, file)
            if file.endswith(".py"):
                self.succeeds(limbecktest.run(["git", "add", "-f", path], cwd=top, env=env))
                self.succeeds(limbecktest.run(["git", *identity, "commit", "-q", "-m", file], cwd=top,
                                              env=env))
        return env

    def same_commits(self, top, versions, git, database):
        """What the ledger of the bundle's run names is what git log says of the scripts."""
        def ask(*arguments):
            return self.succeeds(limbecktest.run(["git", *arguments], cwd=top, env=git)).out.strip()
        rows = database.rows("select revision, source, changed, author, blob, path from "
                             "limbeck.step")
        self.assertEqual(len({row[-1] for row in rows}), len(rows))
        for revision, source, changed, author, blob, path in rows:
            with open(os.path.join(top, path)) as script:
                self.assertIn(revision, script.read())
            told = ask("log", "-1", "--format=%H %an <%ae>", "--", path)
            self.assertEqual(("manifest", told, ask("rev-parse", "HEAD:" + path)),
                             (source, f"{changed} {author}", blob))
            self.assertEqual(os.path.dirname(path), versions)
        print("%d commits as git log tells them" % len({row[2] for row in rows}))

    def same_text(self, project, bundle, empty):
        """Offline text of each revision from what it follows; where a script cannot print its text
        without a database, its manifest cannot either."""
        alike = refused = 0
        for line in self.succeeds(project.limbeck(None, "history")).out.splitlines():
            link = re.match(r"(\S+) -> (\w+)", line)
            if not link or "," in link.group(1):
                continue
            span = "%s:%s" % (link.group(1).replace("<base>", "base"), link.group(2))
            want = project.limbeck(None, "upgrade", span, "--sql")
            got = limbecktest.run([limbecktest.LIMBECK, "--versions", bundle, "upgrade", span, "--sql"],
                                  cwd=empty)
            self.assertEqual((got.status, got.out), (want.status, want.out), span)
            alike += want.status == 0
            refused += want.status != 0
        print("%d revisions print the same SQL, %d need a database" % (alike, refused))

    def compare(self, name, corpora, database):
        done = limbecktest.run([os.path.join(corpora, "compare"), name, database.url])
        self.assertEqual(done.status, 0, str(done))
        print(done.out.strip())


def texts(directory):
    """{file: text}"""
    return {name: open(os.path.join(directory, name)).read() for name in os.listdir(directory)}


BUNDLE = sys.argv[4:] == ["bundle"]
if len(sys.argv) != 4 + BUNDLE or sys.argv[1] not in PROJECTS:
    sys.exit("usage: project.py %s CHECKOUT CORPORA [bundle]" % "|".join(PROJECTS))
ARGUMENTS = sys.argv[1:4]
sys.argv[1:] = []
limbecktest.main()
