#!/usr/bin/env python3
"""Which commit, author and blob each applied revision came from: a history of 30 commits with
merges, twelve revisions, four runs (clean, dirty, a compiled bundle without .git, a hoster's
variable).  Ledger and `history -v --json` say what git says."""
import datetime
import getpass
import json
import os
import shutil
import socket
import subprocess

import limbecktest

AUTHORS = [("Ann Author", "ann@example.org"), ("Bo Builder", "bo@example.org"),
           ("Çağla Ö. Émile", "cagla@example.org")]
PASSWORD = "s3cret-t0ken"
REMOTE = f"https://deploy:{PASSWORD}@git.example.org/shop/app.git"
HOSTED = "c0ffee" + "0123456789" * 3 + "abcd"


class Repository:
    """A git repository with a clock of its own: every commit is a minute later."""

    def __init__(self, home):
        self.home, self.commits = home, 0
        self.git("init", "-q", "-b", "main")
        self.git("remote", "add", "origin", REMOTE)

    def git(self, *args, **env):
        stamp = f"{1700000000 + self.commits * 60} +0200"
        name, mail = AUTHORS[self.commits % len(AUTHORS)]
        environment = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null",
                           GIT_AUTHOR_NAME=name, GIT_AUTHOR_EMAIL=mail, GIT_AUTHOR_DATE=stamp,
                           GIT_COMMITTER_NAME="Carl", GIT_COMMITTER_EMAIL="carl@example.org",
                           GIT_COMMITTER_DATE=f"{1700000030 + self.commits * 60} +0000", **env)
        return subprocess.run(["git", "-C", self.home, *args], check=True, capture_output=True,
                              text=True, env=environment).stdout.strip()

    def commit(self, message):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        self.commits += 1

    def merge(self, branch):
        self.git("merge", "-q", "--no-ff", "-m", f"merge {branch}", branch)
        self.commits += 1

    def told(self, name):
        """What git says of a file at HEAD: the values that the ledger has to have."""
        form = "%H%n%an <%ae>%n%at%n%ct"
        changed, author, authored, committed = self.git(
            "log", "-1", f"--format={form}", "--", name).split("\n")
        return {"changed": changed, "author": author, "authored": stamp(authored),
                "committed": stamp(committed), "file": name,
                "blob": self.git("hash-object", name)}


def stamp(seconds):
    when = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
    return when.strftime("%Y-%m-%dT%H:%M:%S.000000Z")


def revision(n):
    return f"r{n:02}"


class Provenance(limbecktest.Case):
    def write(self, project, n, note=""):
        down = revision(n - 1) if n > 1 else None
        upgrade = f"op.create_table('t{n}', sa.Column('id', sa.Integer))\n{note}"
        return project.revision(revision(n), down, upgrade=upgrade, downgrade=f"op.drop_table('t{n}')")

    def history(self):
        """30 commits: revisions come on branches, are changed again, and are merged."""
        project = self.project()
        repository = Repository(project.directory)
        project.write(".gitignore", ".journal.db*\n")
        repository.commit("project")
        for n in range(1, 13):
            if n % 3 == 0:
                repository.git("checkout", "-q", "-b", f"branch{n}")
            self.write(project, n)
            repository.commit(f"revision {n}")
            if n % 4 == 0:
                self.write(project, n - 1, "# said again")
                repository.commit(f"revision {n - 1} again")
            if n % 3 == 0:
                repository.git("checkout", "-q", "main")
                project.write(f"src/other{n}.txt", f"{n}\n")
                repository.commit("elsewhere")
                repository.merge(f"branch{n}")
        while repository.commits < 30:
            project.write("src/more.txt", f"{repository.commits}\n")
            repository.commit("more")
        self.assertEqual(int(repository.git("rev-list", "--count", "HEAD")), 30)
        return project, repository

    def upgrade(self, project, database, target, env=None):
        done = project.limbeck(database, "upgrade", target, env=env)
        self.succeeds(done)
        self.assertNotIn(PASSWORD, done.out + done.err)
        return done.err

    def script(self, n):
        return f"migrations/versions/{revision(n)}.py"

    def clean_run(self, project, repository, database):
        log = self.upgrade(project, database, revision(3))
        head = repository.git("rev-parse", "HEAD")
        self.assertIn(f"[limbeck] applying 3 revisions from {head[:7]} (main), tree is clean\n", log)
        return {revision(n): {**repository.told(self.script(n)), "source": "git", "commit": head,
                              "ref": "main", "remote": "https://git.example.org/shop/app.git",
                              "file_dirty": False, "tree_dirty": False} for n in (1, 2, 3)}

    def dirty_run(self, project, repository, database):
        with open(os.path.join(project.directory, self.script(5)), "a") as out:
            out.write("# not committed\n")
        repository.git("checkout", "-q", "--detach")
        repository.git("tag", "v1.0")
        log = self.upgrade(project, database, revision(6))
        head = repository.git("rev-parse", "HEAD")
        self.assertIn(f"applying 3 revisions from {head[:7]} (v1.0), tree is dirty, 1 not as "
                      "committed\n", log)
        facts = {revision(n): {**repository.told(self.script(n)), "source": "git", "commit": head,
                               "ref": "v1.0", "file_dirty": n == 5, "tree_dirty": True}
                 for n in (4, 5, 6)}
        self.assertNotEqual(facts["r05"]["blob"], repository.git("rev-parse", f"HEAD:{self.script(5)}"))
        repository.git("checkout", "-q", "-f", "main")
        return facts

    def elsewhere(self, project, versions):
        """The project as an image has it: no .git, these versions."""
        image = self.project()
        shutil.rmtree(image.versions)
        shutil.copytree(versions, image.versions)
        self.assertFalse(os.path.exists(os.path.join(image.directory, ".git")))
        return image

    def bundle_run(self, project, repository, database):
        bundle = os.path.join(self.directory(), "bundle")
        self.succeeds(project.limbeck(database, "compile", "-o", bundle))
        log = self.upgrade(self.elsewhere(project, bundle), database, revision(9))
        facts = {}
        for n in (7, 8, 9):
            told = repository.told(self.script(n))
            facts[revision(n)] = {**told, "source": "manifest", "commit": told["changed"],
                                  "authored": None, "ref": None, "file_dirty": False,
                                  "tree_dirty": None}
        latest = max(facts.values(), key=lambda fact: fact["committed"])["commit"]
        self.assertIn(f"applying 3 revisions from manifests, the latest of {latest[:7]}\n", log)
        return facts

    def hosted_run(self, project, repository, database):
        image = self.elsewhere(project, project.versions)
        log = self.upgrade(image, database, "head", env={
            "CIRCLE_SHA1": HOSTED, "CIRCLE_BRANCH": "release", "CIRCLE_REPOSITORY_URL": REMOTE})
        self.assertIn("applying 3 revisions from c0ffee0 (release), as circleci says\n", log)
        return {revision(n): {"source": "circleci", "commit": HOSTED, "ref": "release",
                              "blob": repository.git("hash-object", self.script(n)),
                              "remote": "https://git.example.org/shop/app.git",
                              "changed": None, "author": None, "authored": None, "committed": None,
                              "file": None, "file_dirty": None, "tree_dirty": None}
                for n in (10, 11, 12)}

    def check_listing(self, listed, wanted, runs):
        for entry in listed:
            with self.subTest(entry["revision"]):
                self.assertEqual(len(entry["applied"]), 1)
                applied = entry["applied"][0]
                fact = wanted[entry["revision"]]
                self.assertEqual({key: applied[key] for key in fact}, fact)
                self.assertEqual((applied["result"], applied["direction"], applied["outcome"]),
                                 ("committed", "upgrade", "done"))
                self.assertEqual(applied["operator"], self.operator)
                self.assertEqual(applied["operations"], 1)
                self.assertEqual(applied["skips"], [])
                self.assertGreater(applied["us"], 0)
                before, after = runs[(int(entry["revision"][1:]) - 1) // 3]
                self.assertTrue(before <= applied["began"] <= applied["at"] <= after, applied)
        self.assertEqual(len({entry["applied"][0]["run"] for entry in listed}), 4)

    def check_ledger(self, database, wanted):
        """The same from the tables, without limbeck's reader."""
        columns = ["source", "commit", "changed", "author", "blob", "path", "ref", "remote",
                   "file_dirty", "tree_dirty"]
        rows = database.rows("select s.revision, r.client, r.outcome, s.direction, s.authored, "
                             f"s.committed, s.{', s.'.join(columns)} "
                             "from limbeck.step s join limbeck.run r using (run)")
        self.assertEqual(sorted(row[0] for row in rows), sorted(wanted))
        for name, client, outcome, direction, authored, committed, *values in rows:
            fact = dict(wanted[name])
            fact["path"] = fact.pop("file")
            self.assertEqual((client, outcome, direction),
                             (self.operator["client"], "done", "upgrade"))
            got = dict(zip(columns, values))
            self.assertEqual({key: got[key] for key in columns if key in fact},
                             {key: fact[key] for key in columns if key in fact}, name)
            for key, when in (("authored", authored), ("committed", committed)):
                text = when and stamp(when.timestamp())
                self.assertEqual(text, fact[key], name)
        everything = str(database.rows("select s, r from limbeck.step s join limbeck.run r "
                                       "using (run)"))
        self.assertNotIn(PASSWORD, everything)

    def test_four_runs_are_remembered_as_git_tells_them(self):
        project, repository = self.history()
        database = self.database()
        role = database.rows("select current_user")[0][0]
        self.operator = {"client": f"{getpass.getuser()}@{socket.gethostname()}", "role": role,
                         "login": role}
        wanted, runs = {}, []
        for run in (self.clean_run, self.dirty_run, self.bundle_run, self.hosted_run):
            before = now(database)
            wanted.update(run(project, repository, database))
            runs.append((before, now(database)))
        done = self.succeeds(project.limbeck(database, "history", "-v", "--json"))
        self.assertNotIn(PASSWORD, done.out + done.err)
        self.check_listing(json.loads(done.out), wanted, runs)
        self.check_ledger(database, wanted)
        with open(project.journal, "rb") as journal:
            self.assertNotIn(PASSWORD.encode(), journal.read())


def now(database):
    when = database.rows("select clock_timestamp() at time zone 'UTC'")[0][0]
    return when.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


limbecktest.main()
