"""Projects in every state of a repository, and what hosters say of them: what the tests of provenance
share."""
import os
import subprocess

import limbecktest

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER = "fedcba9876543210fedcba9876543210fedcba98"
HOSTERS = {
    "render": ({"RENDER_GIT_COMMIT": COMMIT, "RENDER_GIT_BRANCH": "b", "RENDER_GIT_REPO_SLUG": "o/n"},
               "b", "o/n"),
    "heroku": ({"HEROKU_SLUG_COMMIT": COMMIT}, None, None),
    "heroku ": ({"HEROKU_BUILD_COMMIT": COMMIT, "HEROKU_SLUG_COMMIT": OTHER}, None, None),
    "railway": ({"RAILWAY_GIT_COMMIT_SHA": COMMIT, "RAILWAY_GIT_BRANCH": "b",
                 "RAILWAY_GIT_REPO_OWNER": "o", "RAILWAY_GIT_REPO_NAME": "n"}, "b", "o/n"),
    "vercel": ({"VERCEL_GIT_COMMIT_SHA": COMMIT, "VERCEL_GIT_COMMIT_REF": "b",
                "VERCEL_GIT_REPO_OWNER": "o"}, "b", None),
    "vercel ": ({"VERCEL_GIT_COMMIT_SHA": COMMIT, "VERCEL_GIT_REPO_OWNER": "o",
                 "VERCEL_GIT_REPO_SLUG": "n"}, None, "o/n"),
    "fly": ({"FLY_IMAGE_REF": f"registry.fly.io/shop:{COMMIT}"}, None, None),
    "github": ({"GITHUB_SHA": COMMIT, "GITHUB_REF_NAME": "b", "GITHUB_REPOSITORY": "o/n",
                "GITHUB_SERVER_URL": "https://github.com"}, "b", "https://github.com/o/n"),
    "gitlab": ({"CI_COMMIT_SHA": COMMIT, "CI_COMMIT_REF_NAME": "b",
                "CI_PROJECT_URL": "https://gitlab.com/o/n"}, "b", "https://gitlab.com/o/n"),
    "circleci": ({"CIRCLE_SHA1": COMMIT, "CIRCLE_BRANCH": "b",
                  "CIRCLE_REPOSITORY_URL": "https://u:hidden@host/o/n.git?token=hidden"}, "b",
                 "https://host/o/n.git"),
    "circleci ": ({"CIRCLE_SHA1": COMMIT, "CIRCLE_TAG": "v1",
                   "CIRCLE_REPOSITORY_URL": "git@github.com:o/n.git"}, "v1", "github.com:o/n.git"),
}
NOBODY = {name: None for row in HOSTERS.values() for name in row[0]}


class States(limbecktest.Case):
    count = 0

    @classmethod
    def setUpClass(cls):
        cls.shared = limbecktest.Database()

    @classmethod
    def tearDownClass(cls):
        cls.shared.drop()

    def setUp(self):
        self.home = self.directory()

    def git(self, home, *args):
        env = dict(os.environ, HOME=self.home, GIT_CONFIG_NOSYSTEM="1", GIT_AUTHOR_NAME="Ann",
                   GIT_AUTHOR_EMAIL="ann@example.org", GIT_COMMITTER_NAME="Ann",
                   GIT_COMMITTER_EMAIL="ann@example.org")
        return subprocess.run(["git", "-C", home, "-c", "protocol.file.allow=always", *args],
                              check=True, capture_output=True, text=True, env=env).stdout.strip()

    def made(self, committed=True):
        """A project with one revision, in a repository of one commit or in none."""
        project = self.project()
        project.revision("a1", None, upgrade="op.execute('SELECT 1')")
        project.write(".gitignore", ".journal.db*\n")
        if committed:
            self.git(project.directory, "init", "-q", "-b", "main")
            self.commit(project)
        return project

    def commit(self, project):
        self.git(project.directory, "add", "-A")
        self.git(project.directory, "commit", "-q", "-m", "all")
        return self.git(project.directory, "rev-parse", "HEAD")

    def command(self, project, *args, env=None, cwd=None):
        """upgrade head of a version table of its own."""
        States.count += 1
        self.table = f"v{States.count}"
        variables = {**NOBODY, "HOME": self.home, **(env or {})}
        return project.limbeck(self.shared, "upgrade", "head", "--version-table", self.table, *args,
                               env=variables, cwd=cwd)

    def upgrade(self, project, *args, **how):
        return self.succeeds(self.command(project, *args, **how)).err

    def refused(self, project, *args, says=(), **how):
        done = self.fails(self.command(project, *args, **how), 1, *says)
        there = self.shared.rows("select to_regclass('%s') is not null" % self.table)
        self.assertEqual(there, [(False,)], "the database was touched")
        return done.err

    def step(self):
        """The ledger's row of the last upgrade."""
        columns = ["source", "commit", "changed", "blob", "path", "ref", "remote", "file_dirty",
                   "tree_dirty"]
        rows = self.shared.rows(f"select s.{', s.'.join(columns)} from limbeck.step s join "
                                f"limbeck.run r using (run) where r.version_table = '{self.table}'")
        self.assertEqual(len(rows), 1)
        return dict(zip(columns, rows[0]))
