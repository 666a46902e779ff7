#!/usr/bin/env python3
"""Takes a checkout of a public project from an empty database to head and compares the schema with
the one that real Alembic leaves; then real Alembic and limbeck take turns on that database.

usage: project.py NAME CHECKOUT CORPORA

CORPORA is the directory with NAME.schema.sql and compare.  The checkouts are not part of this tree;
what they are and at which commit is told beside the schemas.  Exit status 0 when all agree."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
import limbecktest  # noqa: E402

# name: versions directory, SQL before, settings (naming convention and transaction mode as the
# project's own code has them)
PROJECTS = {
    "aegra": ("libs/aegra-api/alembic/versions", "", {}),
    "skyvern": ("alembic/versions", "", {}),
    "ctfd": ("migrations/versions", "", {}),
    "ckan": ("ckan/migration/versions", "", {}),
}

INI = """[alembic]
script_location = %s
version_locations = %s
version_path_separator = os
%s
[limbeck]
%s
"""


class Turns:
    """A project whose revisions stand in a checkout and whose env.py is ours."""

    def __init__(self, case, versions, settings):
        self.project = case.project()
        self.project.write("alembic.ini", INI % (
            os.path.join(self.project.directory, "migrations"), versions, "",
            "\n".join("%s = %s" % item for item in settings.items())))
        env = self.project.directory + "/migrations/env.py"
        text = open(env).read().replace("fileConfig(config.config_file_name)", "pass")
        open(env, "w").write(text)


class Corpus(limbecktest.Case):
    def test_project(self):
        name, checkout, corpora = ARGUMENTS
        versions, before, settings = PROJECTS[name]
        versions = os.path.join(os.path.abspath(checkout), versions)
        database = self.database()
        if before:
            database.sql(before)
        project = Turns(self, versions, settings).project
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

    def compare(self, name, corpora, database):
        done = limbecktest.run([os.path.join(corpora, "compare"), name, database.url])
        self.assertEqual(done.status, 0, str(done))
        print(done.out.strip())


if len(sys.argv) != 4 or sys.argv[1] not in PROJECTS:
    sys.exit("usage: project.py %s CHECKOUT CORPORA" % "|".join(PROJECTS))
ARGUMENTS = sys.argv[1:]
sys.argv[1:] = []
limbecktest.main()
