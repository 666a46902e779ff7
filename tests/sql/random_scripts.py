#!/usr/bin/env python3
"""Random revision scripts print the same SQL under limbeck and under real Alembic, and what Alembic
refuses is refused; all that scripts can say (counted.py) occurs in every run, whatever the seed.

The oracle is the Alembic at hand.  Where Debian's 1.8 differs from 1.19, 1.19 is right: goals that
NEWER names are met by pieces of testdata/sql/newer/*.case, whose recorded answers are 1.19's, and
nothing else that is newer is given.  With LIMBECK_ALEMBIC_PATH naming 1.19 everything is random.

LIMBECK_SCRIPTS (1000) and LIMBECK_SEED (1) say how many and which.  As a program with --record it
makes the pieces with 1.19's answers anew; LIMBECK_ALEMBIC_PATH must name 1.19 and SQLAlchemy 2.0."""
import difflib
import glob
import json
import os
import random
import re
import subprocess
import sys

import limbecktest
import newer
from counted import GOALS, SURFACE, counted, missing, show
from scripts import CHANGES, HEAD, Script

ENV = """from alembic import context
context.configure(dialect_name="postgresql", literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
"""
HERE = os.path.dirname(os.path.abspath(__file__))
REVISION = "%s\nrevision = %r\ndown_revision = %r\n\n\ndef upgrade():\n%s\n"


def oracle(pieces, path=None):
    """Real Alembic's versions and its answers to pieces."""
    env = {**os.environ, "PYTHONPATH": path or ""}
    done = subprocess.run([limbecktest.PYTHON, os.path.join(HERE, "oracle.py")], text=True, env=env,
                          input=json.dumps({"head": HEAD, "pieces": pieces}), capture_output=True)
    if done.returncode:
        raise AssertionError(done.stderr)
    said = json.loads(done.stdout)
    return said["versions"], said["answers"]


class Deck:
    """Deals goals without replacement, all of them before one comes again."""

    def __init__(self, rng, goals):
        self.rng, self.goals, self.left = rng, goals, []

    def deal(self):
        if not self.left:
            self.left = self.rng.sample(self.goals, len(self.goals))
        return self.left.pop()


class Pieces:
    """Scripts as lists of pieces, and the answers that they must have."""

    def __init__(self, seed, count, old, removed=frozenset()):
        """old: newer things come from the recorded pieces; removed: (entry, parameter) never given."""
        rng = random.Random(seed)
        self.answers, self.used = {}, set()
        self.recorded = newer.load() if old else {}
        self.by_goal = {}
        for piece in self.recorded:
            met = counted(piece)
            if not any((entry, p) in removed for entry, p, _ in met):
                for goal in met:
                    self.by_goal.setdefault(goal, []).append(piece)
        self.rng, self.old = rng, old
        self.maker = Script(rng, lambda entry, p="", *more: (entry, p) not in removed and not (
            old and newer.is_newer(entry, p, *more)))
        goals = [g for g in GOALS if g[:2] not in removed]
        self.deck = Deck(rng, goals)
        each = -(-len(goals) // count)
        self.scripts = [[self.piece() for _ in range(each)] +
                        [self.maker.piece() for _ in range(rng.randint(0, 2))] for _ in range(count)]
        # Types are made once in a run, so that no piece may be there twice.
        for i, piece in enumerate(sorted(set(sum(self.by_goal.values(), [])) - self.used)):
            self.scripts[i % count].append(piece)

    def piece(self):
        goal = self.deck.deal()
        if self.old and newer.is_newer(*goal):
            unused = [p for p in self.by_goal.get(goal, []) if p not in self.used]
            self.used.update(unused[:1])
            return unused[0] if unused else "pass"
        return self.maker.piece(goal)

    def ask(self, path=None):
        """Has the pieces answered that are not recorded."""
        asked = sorted({p for script in self.scripts for p in script if p not in self.recorded})
        self.versions, answers = oracle(asked, path)
        self.answers = {**dict(zip(asked, answers)), **self.recorded}


# What one operation takes out of a set, whose order is that of addresses.
UNORDERED = re.compile(r"(CREATE )(?:UNIQUE )?INDEX|(ALTER TABLE .+?) ADD ")


def plain(text):
    """A script's SQL; indexes and added constraints that follow each other are sorted."""
    found, before = [], None
    for statement in re.findall(r".*?;\n\n", text, re.S):
        kind = UNORDERED.match(statement)
        kind = kind and (kind[1] or kind[2])
        if not kind or kind != before:
            found.append([])
        before = kind
        found[-1].append(statement)
    return "".join(s for some in found for s in sorted(some))


class Compared:
    """A project whose scripts limbeck runs offline."""

    def __init__(self, project, plant=""):
        """plant: statements that spoil limbeck's side of every script."""
        self.project, self.head = project, HEAD + plant
        project.write("migrations/env.py", ENV)

    def run(self, bodies):
        for i, body in enumerate(bodies):
            text = REVISION % (self.head, "r%d" % i, "r%d" % (i - 1) if i else None,
                               limbecktest.indented(body or "pass"))
            self.project.write("migrations/versions/r%d.py" % i, text)
        done = self.project.limbeck(None, "upgrade", "r%d" % (len(bodies) - 1), "--sql")
        for i in range(len(bodies)):
            os.remove(os.path.join(self.project.versions, "r%d.py" % i))
        return done

    def printed(self, bodies):
        """What each script printed, or (its status, its error, what it printed all the same)."""
        done = self.run(bodies)
        if done.status == 0:
            found = re.split(r"-- Running upgrade[^\n]*\n\n", done.out)[1:]
            return [re.sub(r"(INSERT INTO|UPDATE) alembic_version [^\n]*;\n\n(COMMIT;\n\n)?\Z", "", f)
                    for f in found]
        if len(bodies) == 1:
            return [(done.status, done.err, done.out)]
        at = int(re.findall(r"Running upgrade .*-> r(\d+)", done.err)[-1])
        return (self.printed(bodies[:at]) if at else []) + [self.printed([bodies[at]])[0]] + \
            (self.printed(bodies[at + 1:]) if bodies[at + 1:] else [])

    def differences(self, pieces):
        """(script, what differs) of all scripts: what Alembic accepts in one chain, then each piece
        that it refuses alone."""
        good = [[p for p in script if "sql" in pieces.answers[p]] for script in pieces.scripts]
        printed = self.printed(["\n".join(script) for script in good])
        for script, got in zip(good, printed):
            want = "".join(pieces.answers[p]["sql"] for p in script)
            if isinstance(got, tuple) or plain(got) != plain(want):
                yield "\n".join(script), difference(want, got)
        refused = {p for script in pieces.scripts for p in script if "error" in pieces.answers[p]}
        for piece in sorted(refused):
            got = self.printed([piece])[0]
            if isinstance(got, str) or got[0] != 4 or got[2]:
                yield piece, "Alembic refuses: %s\nlimbeck: %s" % (pieces.answers[piece]["error"], got)


def difference(want, got):
    if not isinstance(got, str):
        return "limbeck ends with %d: %s" % got[:2]
    return "\n".join(difflib.unified_diff(plain(want).split("\n"), plain(got).split("\n"), "alembic", "limbeck",
                                          lineterm="", n=1))


# Parameters whose absence is to be noticed, beside some that are drawn.
REMOVED = [("op.create_index", "postgresql_include"), ("op.alter_column", "existing_comment"),
           ("postgresql.DOMAIN", "check"), ("sa.Table", "prefixes")]
# Breaks one keyword of one operation, once for the run: op is one object for all scripts.
PLANT = """
whole = op.rename_table


def broken(old_table_name, new_table_name, schema=None):
    whole(old_table_name, new_table_name)


if whole.__name__ != 'broken':
    op.rename_table = broken
"""


class RandomScripts(limbecktest.Case):
    def setUp(self):
        self.path = limbecktest.alembic_path()["PYTHONPATH"]
        self.old = oracle([], self.path)[0] != newer.VERSIONS

    def pieces(self, count, removed=frozenset()):
        seed = int(os.environ.get("LIMBECK_SEED", "1"))
        return Pieces(seed, count, self.old, removed)

    def test_a_parameter_that_is_given_nowhere_is_named(self):
        fit = [(entry, p) for entry, signature in SURFACE.items() for p in signature.names
               if p not in signature.placed + signature.needed + CHANGES + ["name", "start"]]
        for entry, p in REMOVED + random.Random(1).sample(fit, 4):
            with self.subTest(entry=entry, parameter=p):
                made = self.pieces(1000, frozenset([(entry, p)]))
                wanted = [show(g) for g in GOALS if g[:2] == (entry, p)]
                self.assertEqual(missing(s for script in made.scripts for s in script), wanted)

    def test_an_operation_that_is_broken_is_noticed(self):
        pieces = self.pieces(100)
        pieces.ask(self.path)
        found = [body for body, _ in Compared(self.project(), PLANT).differences(pieces)]
        self.assertNotEqual(found, [])
        self.assertEqual([body for body in found if "op.rename_table(" not in body], [])

    def test_recorded_answers_are_of_the_newer_version_only(self):
        recorded = newer.load()
        self.assertGreater(len(recorded), 200)
        for piece, answer in zip(recorded, oracle(list(recorded), self.path)[1]):
            self.assertEqual(same(answer, recorded[piece]), not self.old, piece)

    def test_print_the_same(self):
        count = int(os.environ.get("LIMBECK_SCRIPTS", "1000"))
        pieces = self.pieces(count)
        pieces.ask(self.path)
        wrong = list(Compared(self.project()).differences(pieces))
        refused = sum("error" in a for a in pieces.answers.values())
        print("Alembic %s, %d scripts, %d pieces, of which %d refused and %d recorded" % (
            pieces.versions[0], count, len(pieces.answers), refused, len(pieces.recorded)))
        for body, said in wrong[:int(os.environ.get("LIMBECK_SHOWN", "10"))]:
            print("----\n%s\n%s" % (body, said))
        self.assertEqual(len(wrong), 0, "%d of %d scripts differ" % (len(wrong), count))
        self.assertEqual(missing(p for s in pieces.scripts for p in s), [], "what occurs nowhere")


def same(one, other):
    """Do two versions of Alembic agree?"""
    if "error" in one or "error" in other:
        return "error" in one and "error" in other
    return plain(one["sql"]) == plain(other["sql"])


def shortest(pieces, count):
    """The pieces with the fewest differences, and of these the shortest."""
    return sorted(sorted(pieces), key=lambda p: (len(newer.differences(p)), len(p)))[:count]


def record(path):
    """Makes the pieces of newer things, the shortest of many; returns what nothing explains."""
    maker = Script(random.Random(1))
    maker.numbers = 0
    made = [(g, maker.piece(g)) for g in GOALS for _ in range(12 if newer.is_newer(*g) else 4)]
    pieces = sorted({p for _, p in made})
    versions, new = oracle(pieces, path)
    if versions != newer.VERSIONS:
        raise SystemExit("the oracle is %s, not %s" % (versions, newer.VERSIONS))
    new, old = dict(zip(pieces, new)), dict(zip(pieces, oracle(pieces)[1]))
    differ = {p for p in pieces if not same(new[p], old[p])}
    kept, pieces = set(), sorted(differ)
    for goal in filter(lambda g: newer.is_newer(*g), GOALS):
        kept.update(shortest({p for g, p in made if g == goal and p in differ}, 2))
    for pattern, _ in newer.PATTERNS:
        kept.update(shortest([p for p in pieces if newer.matches(pattern, p)], 3))
    newer.write(limbecktest.testdata("sql", "newer", "alembic18.case"),
                [(p, new[p]) for p in sorted(kept)])
    return [p for p in differ if not newer.differences(p)]


if __name__ == "__main__":
    if sys.argv[1:] == ["--record"]:
        unexplained = record(limbecktest.alembic_path()["PYTHONPATH"])
        print("\n".join(["not explained:"] + unexplained if unexplained else []))
    else:
        limbecktest.main()
