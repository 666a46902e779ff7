#!/usr/bin/env python3
"""limbeck plan on real files: the recorded answers of Alembic 1.19, and the command's own rules.

The recorded answers were taken from graphs in memory, in the order in which they are written there.
Files come in the order of their names; where that changes the order of independent steps, Alembic
1.19's answers on these very files stand in testdata/rev/traversals_by_name.jsonl."""
import json
import os

import limbecktest

SCRIPT = '''"""m"""
revision = {revision!r}
down_revision = {down!r}
branch_labels = {labels!r}
depends_on = {depends!r}


def upgrade():
    pass


def downgrade():
    pass
'''
EVERY = 9               # of the facts that the order of files does not change


def one_or_many(ids):
    return None if not ids else ids[0] if len(ids) == 1 else tuple(ids)


def write_project(home, graph):
    os.makedirs(home + "/versions")
    for rev in graph:
        with open("%s/versions/%s_.py" % (home, rev["revision"]), "w", encoding="utf-8") as out:
            out.write(SCRIPT.format(revision=rev["revision"],
                                    down=one_or_many(rev["down_revision"]),
                                    labels=one_or_many(rev["branch_labels"]),
                                    depends=one_or_many(rev["depends_on"])))
    with open(home + "/alembic.ini", "w", encoding="utf-8") as out:
        out.write("[alembic]\nscript_location = %(here)s\n")


class Plan(limbecktest.Case):
    def plan(self, home, *arguments, rows=("base",)):
        command = [limbecktest.LIMBECK, "-c", home + "/alembic.ini", "plan", "--json"]
        for row in rows:
            command += ["--from", row]
        return limbecktest.run([*command, *arguments])

    def facts(self):
        with open(limbecktest.testdata("rev", "traversals_by_name.jsonl"), encoding="utf-8") as f:
            by_name = {d["fact"]: d["steps"] for d in map(json.loads, f)}
        self.assertEqual(len(by_name), 86)
        with open(limbecktest.testdata("conformance", "traversals.jsonl"), encoding="utf-8") as f:
            for number, fact in enumerate(map(json.loads, f), 1):
                if number in by_name:
                    yield {**fact, "steps": by_name[number]}
                elif number % EVERY == 0:
                    yield fact

    def test_recorded_answers_from_files(self):
        homes, top = {}, self.directory()
        short = {"upgrade": "up", "downgrade": "down"}
        for fact in self.facts():
            key = json.dumps(fact["graph"])
            if key not in homes:
                homes[key] = os.path.join(top, str(len(homes)))
                write_project(homes[key], fact["graph"])
            done = self.plan(homes[key], fact["kind"], "--", fact["target"],
                             rows=fact["current"] or ["base"])
            if "steps" in fact:
                self.assertEqual(done.status, 0, done)
                got = [[short[s["direction"]], s["revision"]]
                       for s in json.loads(done.out)["steps"]]
                self.assertEqual(got, fact["steps"], str(fact) + str(done))
            else:
                self.assertEqual(done.status, 3, done)
                self.assertIn(fact["error"].split(": ", 1)[1], done.err)

    def chain(self):
        home = os.path.join(self.directory(), "p")
        write_project(home, [
            {"revision": "a1", "down_revision": [], "branch_labels": [], "depends_on": []},
            {"revision": "b2", "down_revision": ["a1"], "branch_labels": ["x"], "depends_on": []},
            {"revision": "c3", "down_revision": ["a1"], "branch_labels": ["y"], "depends_on": []},
            {"revision": "d4", "down_revision": ["b2", "c3"], "branch_labels": [],
             "depends_on": []}])
        return home

    def test_rows_are_part_of_the_plan(self):
        done = json.loads(self.succeeds(self.plan(self.chain(), "upgrade", "head")).out)
        self.assertEqual([s["rows"] for s in done["steps"]], [
            [{"change": "insert", "to": "a1"}],
            [{"change": "update", "from": "a1", "to": "c3"}],
            [{"change": "insert", "to": "b2"}],
            [{"change": "delete", "from": "b2"}, {"change": "update", "from": "c3", "to": "d4"}]])
        self.assertEqual(done["heads"], ["d4"])

    def test_without_json_steps_are_lines_as_in_the_log(self):
        home = self.chain()
        done = limbecktest.run([limbecktest.LIMBECK, "-c", home + "/alembic.ini", "plan",
                                "downgrade", "a1", "--from", "d4"])
        self.assertEqual(self.succeeds(done).out, "downgrade d4 -> b2, c3, m\n"
                         "downgrade b2 -> a1, m\ndowngrade c3 -> a1, m\n")

    def test_from_takes_names_and_refuses_what_it_does_not_know(self):
        home = self.chain()
        one = json.loads(self.succeeds(self.plan(home, "upgrade", "head", rows=["x@b2"])).out)
        self.assertEqual([s["revision"] for s in one["steps"]], ["c3", "d4"])
        self.fails(self.plan(home, "upgrade", "head", rows=["zz"]), 3,
                   "Can't locate revision identified by 'zz'")
        self.fails(self.plan(home, "upgrade", "a1:head"), 3, "Range revision not allowed")
        self.fails(self.plan(home, "sideways", "head"), 1, "'upgrade' or 'downgrade'")


if __name__ == "__main__":
    limbecktest.main()
