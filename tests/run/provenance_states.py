#!/usr/bin/env python3
"""Every state that a repository can be in, every hoster and setting, and what --require-clean and
--require-ref make of them.  Each is said in the log, and refusals leave the database untouched."""
import json
import os
import re
import shutil
import subprocess
import unittest

import limbecktest
from origins import COMMIT, HOSTERS, NOBODY, OTHER, States

MANIFEST = """\
    revision: a1
    down_revision: null
    upgrade:
      - execute: SELECT 1
    downgrade: []
"""
SAID = """\
    provenance: {commit: %s, author: Ann <ann@example.org>, committed_at: '%s', blob: %s, path: v/a1.py, dirty: %s}
"""


class Repositories(States):
    def check_found(self, project, ref="main", head=None, **how):
        """The run names the commit and the ledger has it."""
        head = head or self.git(project.directory, "rev-parse", "HEAD")
        log = self.upgrade(project, "--require-clean", **how)
        shown = f" ({ref})" if ref else ""
        self.assertIn(f"applying 1 revision from {head[:7]}{shown}, tree is clean\n", log)
        step = self.step()
        self.assertEqual((step["source"], step["commit"], step["changed"], step["ref"],
                          step["file_dirty"], step["tree_dirty"]),
                         ("git", head, head, ref, False, False))
        return log

    def test_no_repository_is_said_and_the_content_named(self):
        project = self.made(committed=False)
        self.assertIn("applying 1 revision from an unknown commit\n", self.upgrade(project))
        step = self.step()
        blob = self.git("/", "hash-object", os.path.join(project.versions, "a1.py"))
        self.assertEqual((step["source"], step["commit"], step["blob"], step["file_dirty"]),
                         ("file", None, blob, None))

    def test_a_repository_without_commits_is_said(self):
        project = self.made(committed=False)
        self.git(project.directory, "init", "-q")
        self.assertIn("is a repository without commits", self.upgrade(project))
        self.assertEqual(self.step()["commit"], None)

    def test_a_detached_head_has_no_ref_but_a_tag(self):
        project = self.made()
        self.git(project.directory, "checkout", "-q", "--detach")
        self.check_found(project, ref=None)
        self.git(project.directory, "tag", "-m", "release", "v2.1")
        self.check_found(project, ref="v2.1")

    def test_worktrees_and_submodules_are_repositories(self):
        project, outer = self.made(), self.directory()
        tree = os.path.join(outer, "tree")
        self.git(project.directory, "worktree", "add", "-q", tree, "-b", "side")
        self.check_found(limbecktest.existing(tree), ref="side")
        home = os.path.join(outer, "outer")
        os.makedirs(home)
        self.git(home, "init", "-q", "-b", "trunk")
        self.git(home, "submodule", "add", "-q", project.directory, "db")
        self.git(home, "commit", "-q", "-m", "with a submodule")
        inner = limbecktest.existing(os.path.join(home, "db"))
        self.check_found(inner, ref="main", head=self.git(project.directory, "rev-parse", "HEAD"))

    def test_a_shallow_clone_says_its_horizon(self):
        project = self.made()
        project.write("more.txt", "more\n")
        head = self.commit(project)
        clone = os.path.join(self.directory(), "clone")
        self.git("/", "clone", "-q", "--depth", "1", "file://" + project.directory, clone)
        shallow = limbecktest.existing(clone)
        log = self.check_found(shallow, head=head)
        self.assertIn("is a shallow clone: 1 of the files were last changed at its edge or before", log)
        self.git(project.directory, "checkout", "-q", "-b", "old", "HEAD~1")
        self.git(clone, "fetch", "-q", "--depth", "1", "origin", "old:old")
        self.refused(shallow, "--require-ref", "old", says=("not contained in 'old'",
                                                            "git fetch --unshallow"))

    def test_a_bare_repository_takes_its_tree_from_the_environment(self):
        project = self.made()
        head = self.git(project.directory, "rev-parse", "HEAD")
        bare, tree = os.path.join(self.directory(), "app.git"), self.directory()
        self.git("/", "clone", "-q", "--bare", project.directory, bare)
        self.git(bare, f"--work-tree={tree}", "checkout", "-q", "-f", "main")
        deployed = limbecktest.existing(tree)
        self.check_found(deployed, head=head, env={"GIT_DIR": bare, "GIT_WORK_TREE": tree})
        inside = shutil.copytree(tree, os.path.join(bare, "checkout"))
        log = self.upgrade(limbecktest.existing(inside))
        self.assertIn("is a bare repository: it has no files of its own", log)
        self.assertEqual(self.step()["commit"], None)

    @unittest.skipUnless(os.getuid() == 0, "only root can give files away")
    def test_a_foreign_repository_is_not_read_until_git_says_so(self):
        project = self.made()
        head = self.git(project.directory, "rev-parse", "HEAD")
        subprocess.run(["chown", "-R", "nobody", project.directory], check=True)
        log = self.upgrade(project)
        remedy = f"git config --global --add safe.directory {project.directory}"
        self.assertIn(remedy + "\n", log)
        self.assertEqual(self.step()["commit"], None)
        self.refused(project, "--require-clean", says=("a repository of another user's", remedy))
        self.refused(project, "--require-ref", "main", says=("a repository of another user's",))
        subprocess.run(remedy.split(), check=True, env=dict(os.environ, HOME=self.home))
        self.check_found(project, head=head)

    def test_a_damaged_repository_is_a_warning(self):
        for what in ("objects", "HEAD"):
            with self.subTest(what):
                project = self.made()
                broken = os.path.join(project.directory, ".git", what)
                if what == "HEAD":
                    with open(broken, "w") as out:
                        out.write("nothing\n")
                else:
                    shutil.rmtree(broken)
                    os.makedirs(broken)
                log = self.upgrade(project)
                self.assertIn("WARN  [limbeck] ", log)
                self.assertIn("is a repository that cannot be read: git cannot", log)
                self.refused(project, "--require-clean", says=("that cannot be read",))
                self.refused(project, "--require-ref=main", says=("that cannot be read",))

    def test_versions_in_two_repositories(self):
        project, other = self.made(), self.directory()
        first = self.git(project.directory, "rev-parse", "HEAD")
        self.git(other, "init", "-q", "-b", "plugin")
        script = project.revision("b2", "a1")
        shutil.move(script, os.path.join(other, "b2.py"))
        self.git(other, "add", "-A")
        self.git(other, "commit", "-q", "-m", "plugin")
        second = self.git(other, "rev-parse", "HEAD")
        where = ("--versions", project.versions, "--versions", other)
        log = self.upgrade(project, "--require-clean", *where)
        self.assertIn(f"applying 2 revisions: 1 from {first[:7]} (main), tree is clean; "
                      f"1 from {second[:7]} (plugin), tree is clean\n", log)
        self.refused(project, "--require-ref=main", *where, says=("--require-ref: git knows no",))

    def test_a_changed_module_of_the_application_makes_the_tree_dirty(self):
        """The revision's own file is as committed; what it imported is in the ledger by its hash."""
        project = self.made()
        project.write("alembic.ini", limbecktest.INI.replace("[loggers]", "prepend_sys_path = .\n[loggers]"))
        project.write("app/__init__.py", "")
        models = project.write("app/models.py", "TABLE = 't'\n")
        project.revision("a1", None, upgrade="from app.models import TABLE\nop.execute(f'SELECT 1 AS {TABLE}')")
        head = self.commit(project)
        self.check_found(project)
        for text, tree in (("TABLE = 'u'\n", True), ("TABLE = 't'\n", False)):
            with self.subTest(text):
                project.write("app/models.py", text)
                log = self.upgrade(project)
                self.assertIn(f"from {head[:7]} (main), tree is {'dirty' if tree else 'clean'}\n", log)
                step = self.step()
                self.assertEqual((step["commit"], step["file_dirty"], step["tree_dirty"]), (head, False, tree))
                used = dict(self.shared.rows(
                    "select t.path, t.hash from limbeck.step_text t join limbeck.run r using (run) "
                    f"where r.version_table = '{self.table}'"))
                self.assertEqual(used["app/models.py"], self.git("/", "hash-object", models))

    def test_at_head_nothing_is_looked_at(self):
        project = self.made()
        done = self.command(project)
        self.succeeds(done)
        shutil.rmtree(os.path.join(project.directory, ".git", "objects"))
        again = project.limbeck(self.shared, "upgrade", "head", "--version-table", self.table,
                                "--require-clean", "--commit-file=/nowhere", env={"HOME": self.home})
        self.succeeds(again)
        self.assertNotIn("repository", again.err)
        self.assertNotIn("applying", again.err)

    def test_a_downgrade_has_provenance_as_well(self):
        project = self.made()
        self.upgrade(project)
        done = project.limbeck(self.shared, "downgrade", "base", "--version-table", self.table)
        self.succeeds(done)
        self.assertIn("reverting 1 revision from ", done.err)


class Said(States):
    def test_every_row_of_the_table_is_tested(self):
        with open(os.path.join(limbecktest.SRCDIR, "src/run/hosters.def")) as table:
            text = table.read()
        named = re.findall(r'^LK_HOSTER\(":?(\w+)"', text, re.MULTILINE)
        self.assertEqual(len(named), len({name.strip() for name in HOSTERS}) + 1, "heroku has two")
        others = re.findall(r"[A-Z]+_[A-Z0-9_]+", re.sub(r"/\*.*?\*/|LK_HOSTER", "", text, flags=re.S))
        self.assertEqual(set(others), set(NOBODY))

    def test_hosters(self):
        project = self.made(committed=False)
        for name, (variables, ref, remote) in HOSTERS.items():
            with self.subTest(name):
                log = self.upgrade(project, env=variables)
                self.assertIn(f", as {name.strip()} says\n", log)
                self.assertNotIn("hidden", log)
                self.assertNotIn("WARN", log)
                step = self.step()
                self.assertEqual((step["source"], step["commit"], step["ref"], step["remote"]),
                                 (name.strip(), COMMIT, ref, remote))

    def test_what_is_no_commit_is_kept_and_said(self):
        project = self.made(committed=False)
        image = "registry.fly.io/shop:deployment-01H9ZX"
        for env, args, text in (({"FLY_IMAGE_REF": image}, (), image),
                                ({"GITHUB_SHA": "refs/pull/7"}, (), "refs/pull/7"),
                                ({"LIMBECK_COMMIT": "v1.2"}, (), "v1.2"), ({}, ("--commit=abc",), "abc")):
            with self.subTest(text):
                log = self.upgrade(project, *args, env=env)
                self.assertIn(f"is '{text}', which is no commit id; it is recorded as it stands", log)
                self.assertEqual(self.step()["commit"], text)

    def test_settings_come_before_hosters(self):
        project = self.made(committed=False)
        named = project.write("podinfo/commit", f"{COMMIT}\nmore\n")
        for args, env in ((("--commit", COMMIT), {}), ((), {"LIMBECK_COMMIT": COMMIT}),
                          (("--commit-env=POD_COMMIT",), {"POD_COMMIT": COMMIT + "\n"}),
                          (("--commit-file", named), {}), ((), {"LIMBECK_COMMIT_FILE": named})):
            with self.subTest(args=args, env=env):
                log = self.upgrade(project, *args, env={"GITHUB_SHA": OTHER, **env})
                self.assertIn("applying 1 revision from 0123456, as the setting says\n", log)
                self.assertEqual((self.step()["source"], self.step()["commit"]), ("setting", COMMIT))

    def test_a_setting_that_names_nothing_is_refused(self):
        project = self.made(committed=False)
        empty = project.write("empty", "\n")
        self.refused(project, "--commit-env=POD_COMMIT", says=("'POD_COMMIT'", "is not set"))
        self.refused(project, "--commit-file=/nowhere/commit", says=("'commit-file'", "/nowhere/commit"))
        self.refused(project, "--commit-file", empty, says=("is empty",))

    def test_hosters_that_disagree(self):
        project = self.made(committed=False)
        log = self.upgrade(project, env={"RENDER_GIT_COMMIT": COMMIT, "GITHUB_SHA": OTHER})
        self.assertIn("RENDER_GIT_COMMIT and GITHUB_SHA name different commits", log)
        self.assertEqual(self.step()["commit"], COMMIT)

    def test_git_is_believed_before_what_is_said(self):
        project = self.made()
        head = self.git(project.directory, "rev-parse", "HEAD")
        log = self.upgrade(project, "--commit", COMMIT, env={"GITHUB_SHA": OTHER})
        self.assertIn(f"the setting 'commit' is {COMMIT}, and HEAD of", log)
        self.assertEqual((self.step()["source"], self.step()["commit"]), ("git", head))
        self.assertNotIn("the setting", self.upgrade(project, "--commit", head[:8]))


class Bundles(States):
    def bundle(self, dirty="false", committed=False, said=True):
        project = self.made(committed=False)
        os.remove(os.path.join(project.versions, "a1.py"))
        more = SAID % (COMMIT, "2026-01-05T10:11:12Z", OTHER, dirty) if said else ""
        project.manifest("a1", MANIFEST + more)
        if committed:
            self.git(project.directory, "init", "-q", "-b", "main")
            self.commit(project)
        return project

    def test_a_bundle_speaks_for_itself(self):
        project = self.bundle()
        log = self.upgrade(project, "--require-clean", env={"GITHUB_SHA": OTHER})
        self.assertIn("applying 1 revision from a manifest of 0123456\n", log)
        self.assertEqual({**self.step(), "remote": 0}, {
            "source": "manifest", "commit": COMMIT, "changed": COMMIT, "blob": OTHER,
            "path": "v/a1.py", "ref": None, "remote": 0, "file_dirty": False, "tree_dirty": None})
        self.upgrade(project, "--commit", OTHER)
        self.assertEqual((self.step()["commit"], self.step()["changed"]), (OTHER, COMMIT))

    def test_a_manifest_that_names_no_commit_leaves_it_to_others(self):
        project = self.bundle(said=False)
        said = "    provenance: {blob: %s}\n" % OTHER
        project.manifest("a1", MANIFEST + said)
        self.upgrade(project, env={"GITHUB_SHA": COMMIT, "GITHUB_REF_NAME": "b"})
        step = self.step()
        self.assertEqual((step["source"], step["commit"], step["changed"], step["blob"], step["ref"]),
                         ("github", COMMIT, None, OTHER, "b"))
        self.upgrade(project)
        self.assertEqual((self.step()["source"], self.step()["commit"]), ("manifest", None))

    def test_compile_asks_every_repository(self):
        project, other = self.made(), self.directory()
        self.git(other, "init", "-q", "-b", "plugin")
        shutil.move(project.revision("b2", "a1"), os.path.join(other, "b2.py"))
        self.git(other, "add", "-A")
        self.git(other, "commit", "-q", "-m", "plugin")
        heads = [self.git(home, "rev-parse", "HEAD") for home in (project.directory, other)]
        out = os.path.join(self.directory(), "out")
        where = ("--versions", project.versions, "--versions", other)
        done = self.succeeds(project.limbeck(None, "compile", "-o", out, *where))
        self.assertNotIn("repository", done.err)
        for name, head in zip(("a1.yaml", "b2.yaml"), heads):
            with open(os.path.join(out, name)) as manifest:
                self.assertIn(f"\n  commit: {head}\n", manifest.read().replace("'", ""))

    def test_compile_says_what_it_could_not_ask(self):
        project = self.made(committed=False)
        done = self.succeeds(project.limbeck(None, "compile", "-o", os.path.join(self.home, "one")))
        self.assertIn("lies in no repository: nothing says which commit", done.err)
        self.git(project.directory, "init", "-q", "-b", "main")
        self.commit(project)
        objects = os.path.join(project.directory, ".git", "objects")
        shutil.rmtree(objects)
        os.makedirs(objects)
        self.fails(project.limbeck(None, "compile", "-o", os.path.join(self.home, "two")), 1, "git cannot")

    def test_a_tracked_manifest_is_git_s(self):
        project = self.bundle(committed=True)
        head = self.git(project.directory, "rev-parse", "HEAD")
        self.upgrade(project, "--require-clean")
        step = self.step()
        self.assertEqual((step["source"], step["commit"], step["changed"], step["path"]),
                         ("git", head, head, "migrations/versions/a1.yaml"))

    def test_what_was_compiled_dirty_stays_dirty(self):
        for committed in (False, True):
            with self.subTest(committed=committed):
                project = self.bundle(dirty="true", committed=committed)
                self.refused(project, "--require-clean",
                             says=("was compiled from a script that was not committed",))
                self.assertIn(", 1 not as committed", self.upgrade(project))
                self.assertEqual(self.step()["file_dirty"], True)

    def test_a_manifest_without_provenance_cannot_be_compared(self):
        project = self.bundle(said=False)
        self.refused(project, "--require-clean", says=("cannot be compared with a commit",
                                                       "it lies in no repository"))
        self.refused(project, "--require-ref=main", says=("lies in no repository", "needs a checkout"))

    def test_files_of_sql_belong_to_their_manifest(self):
        project = self.made(committed=False)
        os.remove(os.path.join(project.versions, "a1.py"))
        project.manifest("a1", MANIFEST.replace("execute: SELECT 1", "execute_file: sql/a1.sql"))
        project.write("migrations/versions/sql/a1.sql", "SELECT 1;\n")
        self.git(project.directory, "init", "-q", "-b", "main")
        self.commit(project)
        self.upgrade(project, "--require-clean")
        project.write("migrations/versions/sql/a1.sql", "SELECT 2;\n")
        self.refused(project, "--require-clean", says=("sql/a1.sql' differs from the commit",))
        self.upgrade(project)
        self.assertEqual(self.step()["file_dirty"], True)


class Required(States):
    def test_clean_means_every_file_that_is_applied(self):
        project = self.made()
        project.write("notes.txt", "dirty, but not applied\n")
        self.upgrade(project, "--require-clean")
        path = os.path.join(project.versions, "a1.py")
        with open(path, "a") as out:
            out.write("# changed\n")
        self.refused(project, "--require-clean", says=(f"'{path}' differs from the commit",))
        self.refused(project, env={"LIMBECK_REQUIRE_CLEAN": "1"}, says=("differs from the commit",))
        self.refused(project, "--require-clean", "--sql", says=("differs from the commit",))
        self.git(project.directory, "checkout", "-q", "-f")
        project.revision("b2", "a1")
        self.refused(project, "--require-clean", says=("b2.py' is not committed",))
        project.revision("c3", "b2")
        self.refused(project, "--require-clean", says=("with 1 more of the files",))
        self.git(project.directory, "add", "-A")
        self.refused(project, "--require-clean", says=("b2.py' is not committed",))
        self.commit(project)
        self.upgrade(project, "--require-clean")

    def test_nobody_s_word_alone_is_not_enough_for_clean(self):
        project = self.made(committed=False)
        self.refused(project, "--require-clean", "--commit", COMMIT,
                     says=("cannot be compared with a commit", "it lies in no repository"))

    def test_ref_contains_head(self):
        project = self.made()
        home = project.directory
        self.git(home, "tag", "v1")
        self.upgrade(project, "--require-ref=main")
        self.upgrade(project, "--require-ref=v1")
        self.git(home, "checkout", "-q", "-b", "feature")
        project.write("feature.txt", "\n")
        head = self.commit(project)
        self.upgrade(project, "--require-ref=feature")
        self.refused(project, "--require-ref=main", says=(head[:12], "is not contained in 'main'"))
        self.refused(project, "--require-ref=main", "--sql", says=("is not contained in 'main'",))
        self.refused(project, env={"LIMBECK_REQUIRE_REF": "v1"}, says=("is not contained in 'v1'",))
        self.refused(project, "--require-ref=release", says=("no commit, tag or branch 'release'",
                                                            "origin/release"))
        self.git(home, "checkout", "-q", "main")
        self.git(home, "merge", "-q", "--ff-only", "feature")
        self.upgrade(project, "--require-ref=main")

    def test_a_ref_is_what_git_takes_for_a_commit(self):
        project = self.made()
        home = project.directory
        first = self.git(home, "rev-parse", "HEAD")
        self.git(home, "tag", "-m", "annotated", "v1")
        self.git(home, "update-ref", "refs/remotes/origin/main", first)
        for ref in (first, first[:8], "v1", "origin/main", "refs/heads/main", "HEAD", "v1^{commit}"):
            with self.subTest(ref):
                self.upgrade(project, "--require-ref", ref)
        project.write("more.txt", "\n")
        head = self.commit(project)
        for ref in (first, first[:8], "v1", "origin/main", "main~1"):
            with self.subTest(ref):
                self.refused(project, "--require-ref", ref,
                             says=(head[:12], f"is not contained in '{ref}'"))
        for ref in ("nothing", "0" * 40, f"{head}:more.txt", "^main"):
            with self.subTest(ref):
                self.refused(project, "--require-ref", ref, says=("git knows no commit, tag or branch",))
        self.upgrade(project, "--require-ref", "main")

    def test_other_commands_refuse_the_flags(self):
        project = self.made()
        for command in (("stamp", "head"), ("history",), ("current",), ("compile",)):
            for flag in ("--require-clean", "--require-ref=main"):
                with self.subTest(command=command, flag=flag):
                    self.fails(project.limbeck(self.shared, *command, flag), 1, "has no option '--req")


class Listed(States):
    def listed(self, project, *args, env=None, database=None):
        done = project.limbeck(database or self.shared, *args, "-v", "--json", env=env)
        return json.loads(self.succeeds(done).out), done.err

    def test_without_an_answer_it_is_null_and_said(self):
        project, database = self.made(), self.database()
        for env, why in (({"LIMBECK_URL": "postgresql://nobody@127.0.0.1:1/none"}, "cannot connect"),
                         ({}, "the database has none")):
            with self.subTest(why):
                history, log = self.listed(project, "history", env=env, database=database)
                self.assertEqual([entry["applied"] for entry in history], [None])
                self.assertIn("[limbeck] listed without the ledger: ", log)
                self.assertIn(why, log)
        self.succeeds(project.limbeck(database, "upgrade", "head", "--ledger=off"))
        self.assertEqual(self.listed(project, "current", database=database)[0][0]["applied"], None)

    def test_without_rights_it_is_null_and_said(self):
        project, database = self.made(), self.database()
        self.succeeds(project.limbeck(database, "upgrade", "head"))
        role = database.name + "_reader"
        database.sql(f'create role "{role}" login; grant select on alembic_version to "{role}"')
        self.addCleanup(lambda: database.sql(f'drop owned by "{role}"; drop role "{role}"'))
        history, log = self.listed(project, "current", database=database,
                                   env={"LIMBECK_URL": database.url.replace("postgres@", f"{role}@")})
        self.assertEqual(history[0]["applied"], None, log)
        self.assertIn("permission denied", log)

    def test_up_down_up_is_told_newest_first_with_skips(self):
        project, database = self.made(), self.database()
        project.revision("b2", "a1", upgrade="op.drop_table('nothing')")
        self.succeeds(project.limbeck(database, "upgrade", "head", "--tolerate=missing"))
        self.succeeds(project.limbeck(database, "downgrade", "a1"))
        self.succeeds(project.limbeck(database, "upgrade", "head", "--tolerate=missing"))
        (b2, a1), _ = self.listed(project, "history", database=database)
        self.assertEqual([row["direction"] for row in b2["applied"]],
                         ["upgrade", "downgrade", "upgrade"])
        times = [row["at"] for row in b2["applied"]]
        self.assertEqual(times, sorted(times, reverse=True))
        self.assertEqual([len(row["skips"]) for row in b2["applied"]], [1, 0, 1])
        skip = b2["applied"][0]["skips"][0]
        self.assertEqual((skip["name"], skip["target"], skip["sqlstate"]),
                         ("drop_table", "nothing", "42P01"))
        self.assertEqual(len(a1["applied"]), 1)
        current, _ = self.listed(project, "current", database=database)
        self.assertEqual(current, [b2])

    def test_a_part_of_a_revision_is_told(self):
        project, database = self.made(), self.database()
        project.revision("b2", "a1", upgrade="""
            with op.get_context().autocommit_block():
                op.execute("CREATE TABLE part (id int)")
            op.execute("SELECT 1 / 0")""")
        self.assertEqual(project.limbeck(database, "upgrade", "head").status, 7)
        (b2, a1), _ = self.listed(project, "history", database=database)
        self.assertEqual([row["result"] for row in b2["applied"]], ["partial"])
        self.assertEqual(b2["applied"][0]["outcome"], "partial")
        self.assertEqual([row["result"] for row in a1["applied"]], ["committed"])

    def test_version_tables_are_kept_apart(self):
        project, database = self.made(), self.database()
        self.succeeds(project.limbeck(database, "upgrade", "head", "--version-table=one"))
        for table, rows in (("one", 1), ("two", 0)):
            history, _ = self.listed(project, "history", "--version-table", table, database=database)
            self.assertEqual(len(history[0]["applied"]), rows)

    def test_i_marks_what_is_current(self):
        project, database = self.made(), self.database()
        project.revision("b2", "a1")
        self.succeeds(project.limbeck(database, "upgrade", "a1"))
        done = self.succeeds(project.limbeck(database, "history", "-i", "--json"))
        self.assertEqual([entry["current"] for entry in json.loads(done.out)], [False, True])
        self.assertNotIn("applied", done.out)

    def test_the_text_is_alembic_s_and_asks_nobody(self):
        project, database = self.made(), self.database()
        self.succeeds(project.limbeck(database, "upgrade", "head"))
        nowhere = {"LIMBECK_URL": "postgresql://nobody@127.0.0.1:1/none"}
        theirs = self.succeeds(project.alembic(database, "history", "-v")).out
        for env in ({}, nowhere):
            ours = self.succeeds(project.limbeck(database, "history", "-v", env=env))
            self.assertEqual((ours.out, ours.err), (theirs, ""))
        self.assertNotIn("applied", self.succeeds(
            project.limbeck(database, "history", "--json", env=nowhere)).out)


limbecktest.main()
