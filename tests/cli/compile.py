#!/usr/bin/env python3
"""compile: the manifests alone, without scripts and without git, leave the schema that the scripts
leave and print the same SQL; compiling twice gives the same bytes; --check tells what is stale."""
import os
import re
import shutil
import subprocess

import limbecktest

GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
       "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org",
       "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.org"}


class Compile(limbecktest.Case):
    def sample(self):
        """The sample in a repository of its own, one commit for each script."""
        project = self.project(copy_of="sample")
        self.git(project, "init", "-q", "-b", "main")
        for name in sorted(os.listdir(project.versions)):
            self.git(project, "add", os.path.join(project.versions, name))
            self.git(project, "commit", "-q", "-m", name)
        self.git(project, "add", "-A")
        self.git(project, "commit", "-q", "-m", "what they use")
        return project

    def git(self, project, *arguments):
        return subprocess.run(["git", "-C", project.directory, *arguments], check=True, text=True,
                              capture_output=True, env=dict(os.environ, **GIT)).stdout.strip()

    def bundle(self, project):
        """A project with the manifests of another one and nothing else of it."""
        bundle = self.project(copy_of="sample")
        shutil.rmtree(bundle.versions)
        self.succeeds(project.limbeck(None, "compile", "-o", bundle.versions))
        return bundle

    def texts(self, directory):
        return {name: open(os.path.join(directory, name)).read()
                for name in os.listdir(directory) if name.endswith(".yaml")}

    def test_the_bundle_leaves_the_same_schema(self):
        project = self.sample()
        bundle = self.bundle(project)
        ours, theirs = self.database(), self.database()
        self.succeeds(project.limbeck(theirs, "upgrade", "head"))
        self.succeeds(bundle.limbeck(ours, "upgrade", "head"))
        self.assertEqual(ours.dump(data=True), theirs.dump(data=True))
        self.succeeds(project.limbeck(theirs, "downgrade", "base"))
        self.succeeds(bundle.limbeck(ours, "downgrade", "base"))
        self.assertEqual(ours.dump(data=True), theirs.dump(data=True))

    def test_the_same_sql_is_printed(self):
        project = self.sample()
        bundle = self.bundle(project)
        for target in ("5b62c9d4e173", "4a07e6b3f8d1"):
            want = self.succeeds(project.limbeck(None, "upgrade", target, "--sql")).out
            got = self.succeeds(bundle.limbeck(None, "upgrade", target, "--sql")).out
            self.assertEqual(got, want)
            self.assertIn("CREATE TABLE", want)

    def test_compiling_twice_gives_the_same_bytes(self):
        project = self.sample()
        first, second = self.bundle(project), self.bundle(project)
        self.assertEqual(self.texts(first.versions), self.texts(second.versions))
        self.assertEqual(len(self.texts(first.versions)), len(os.listdir(project.versions)))

    def test_the_commit_of_each_script_is_recorded(self):
        project = self.sample()
        for name, text in self.texts(self.bundle(project).versions).items():
            script = "migrations/versions/" + name.replace(".yaml", ".py")
            commit = self.git(project, "log", "-1", "--format=%H", "--", script)
            blob = self.git(project, "rev-parse", "HEAD:" + script)
            self.assertIn("\n  commit: %s\n" % commit, text)
            self.assertRegex(text, r"\n  blob: [\"']?%s[\"']?\n" % blob)
            self.assertIn("Ann <ann@example.org>", text)
            self.assertIn("\n  dirty: false\n", text)

    def test_a_changed_script_is_dirty(self):
        project = self.sample()
        name = sorted(os.listdir(project.versions))[0]
        with open(os.path.join(project.versions, name), "a") as out:
            out.write("# changed\n")
        text = self.texts(self.bundle(project).versions)[name.replace(".py", ".yaml")]
        self.assertIn("\n  dirty: true\n", text)

    def test_check_tells_what_is_stale(self):
        project = self.sample()
        self.fails(project.limbeck(None, "compile", "--check"), 2, "manifests are not what")
        self.succeeds(project.limbeck(None, "compile"))
        self.succeeds(project.limbeck(None, "compile", "--check"))
        stale = sorted(self.texts(project.versions))[0]
        with open(os.path.join(project.versions, stale), "a") as out:
            out.write("# changed\n")
        done = self.fails(project.limbeck(None, "compile", "--check"), 2, "1 manifests are not")
        self.assertIn(stale, done.out)

    def test_what_needs_the_database_keeps_its_script(self):
        project = self.sample()
        done = self.succeeds(project.limbeck(None, "compile"))
        self.assertRegex(done.err, r"70d9b2f4a86c keeps its script: the result of a statement .*line")
        kept = [n for n, t in self.texts(project.versions).items() if re.search(r"^script:", t, re.M)]
        self.assertIn("70d9b2f4a86c_rename_teams_widen_names.yaml", kept)

    def test_a_script_that_cannot_be_run_is_no_manifest(self):
        project = self.project()
        project.revision("a1", None, upgrade="op.creat_table('t')")
        self.fails(project.limbeck(None, "compile"), 4, "creat_table", "create_table", "a1.py:13:")
        self.assertEqual(self.texts(project.versions), {})


limbecktest.main()
