#!/usr/bin/env python3
"""Where revisions come from, as the journal tells it: of failed attempts as well, whose rows in the
ledger were rolled back."""
import json
import os
import shutil

import limbecktest
from origins import COMMIT, NOBODY, States


class Journalled(States):
    """Which commit failed: the ledger's rows are rolled back, the journal's are not."""
    MEMBERS = ("source", "commit", "changed", "author", "blob", "file", "ref", "remote",
               "file_dirty", "tree_dirty")

    def journal(self, project, run="last", *flags):
        return self.succeeds(project.limbeck(None, "journal", run, *flags)).out

    def steps(self, project, run="last"):
        shown = json.loads(self.journal(project, run, "--json"))
        return shown, [event["body"]["provenance"] for event in shown["events"]
                       if event["kind"] == "step"]

    def failed(self, project, status=6, **how):
        self.assertEqual(self.command(project, **how).status, status)
        there = self.shared.rows("select count(*) from limbeck.step join limbeck.run r using (run) "
                                 f"where r.version_table = '{self.table}'")
        self.assertEqual(there, [(0,)])

    def test_a_failed_attempt_names_its_commit(self):
        project = self.made()
        home = project.directory
        self.git(home, "remote", "add", "origin", "https://u:hidden@host/o/n.git")
        project.revision("b2", "a1", upgrade="op.execute('SELECT 1/0')")
        head = self.commit(project)
        first = self.git(home, "log", "-1", "--format=%H", "--", "migrations/versions/a1.py")
        with open(os.path.join(project.versions, "b2.py"), "a") as out:
            out.write("# not committed\n")
        self.failed(project)
        shown, steps = self.steps(project)
        names = [f"migrations/versions/{name}.py" for name in ("a1", "b2")]
        blobs = [self.git(home, "hash-object", name) for name in names]
        wanted = [("git", head, changed, "Ann <ann@example.org>", blob, name, "main",
                   "https://host/o/n.git", name.endswith("b2.py"), True)
                  for changed, blob, name in zip((first, head), blobs, names)]
        self.assertEqual([tuple(step[key] for key in self.MEMBERS) for step in steps], wanted)
        for key in ("authored", "committed"):
            self.assertRegex(steps[0][key], r"^20\d\d-\d\d-\d\dT[\d:]+\.000000Z$")
        self.assertEqual(shown["commits"], [head])
        self.assertEqual(json.loads(self.journal(project, "1", "--json"))["commits"], [head])
        listed = json.loads(self.succeeds(project.limbeck(None, "journal", "--json")).out)
        self.assertEqual(listed[0]["commits"], [head])
        text = self.journal(project)
        self.assertIn(f"\n  commit {head}\n", text)
        self.assertIn(f"""step 2: upgrade a1 -> b2
                commit {head} (main) of https://host/o/n.git, as git says
                {names[1]}, blob {blobs[1]}, changed in {head} by Ann <ann@example.org>, \
not as committed
""", text)

    def test_what_others_say_is_there_as_well_and_nobody_s_word_is_nothing(self):
        project = self.made(committed=False)
        project.revision("b2", "a1", upgrade="op.execute('SELECT 1/0')")
        self.failed(project, env={"GITHUB_SHA": COMMIT, "GITHUB_REF_NAME": "b"})
        shown, steps = self.steps(project)
        self.assertEqual(({"github"}, {COMMIT}, {"b"}, {None}), tuple(
            {step[key] for step in steps} for key in ("source", "commit", "ref", "changed")))
        self.assertIn(f"commit {COMMIT} (b), as github says\n", self.journal(project))
        self.failed(project)
        shown, steps = self.steps(project)
        self.assertEqual(([], {"file"}, {None}),
                         (shown["commits"], *({step[key] for step in steps}
                                              for key in ("source", "commit"))))
        self.assertNotIn("commit ", self.journal(project))

    def test_a_bundle_s_run_names_all_of_its_commits(self):
        """Also of a run that did not come to the last one."""
        project = self.made()
        first = self.git(project.directory, "rev-parse", "HEAD")
        project.revision("b2", "a1", upgrade="op.execute('SELECT 1/0')")
        second = self.commit(project)
        project.revision("c3", "b2")
        third = self.commit(project)
        image = self.project()
        shutil.rmtree(image.versions)
        self.succeeds(project.limbeck(None, "compile", "-o", image.versions))
        self.failed(image)
        shown, steps = self.steps(image)
        self.assertEqual(shown["commits"], [first, second, third])
        self.assertEqual([step["changed"] for step in steps][:2], [first, second])

    def test_a_script_that_cannot_be_loaded_has_its_commit_too(self):
        project = self.made()
        project.revision("b2", "a1", upgrade="raise RuntimeError('no')")
        head = self.commit(project)
        self.failed(project, status=4)
        self.assertEqual((self.steps(project)[0]["commits"], self.steps(project)[1][1]["commit"]),
                         ([head], head))

    def test_a_rebuilt_journal_has_what_the_ledger_has(self):
        project, database = self.made(), self.database()
        env = {**NOBODY, "HOME": self.home}
        self.succeeds(project.limbeck(database, "upgrade", "head", env=env))
        before = self.steps(project)
        os.remove(project.journal)
        self.assertIn("was rebuilt", self.succeeds(project.limbeck(database, "journal")).err)
        after = self.steps(project)
        self.assertEqual((before[0]["commits"], before[1]), (after[0]["commits"], after[1]))


limbecktest.main()
