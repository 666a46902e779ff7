#!/usr/bin/env python3
"""The JSON schema and the strict reader are of one mind: manifests that are right are changed at a
random place, and what the one accepts the other accepts.

LIMBECK_MUTANTS and LIMBECK_SEED make longer and other runs, which meet rare differences about what
a text means (an integer that is a name, a date)."""
import copy
import json
import os
import random
import subprocess

import jsonschema
import limbecktest

DUMP = os.path.join(limbecktest.BUILDDIR, "tests/rev/manifest_dump")
SCHEMA = os.path.join(limbecktest.SRCDIR, "data/limbeck-manifest.schema.json")
MUTANTS = int(os.environ.get("LIMBECK_MUTANTS", "1200"))
SEED = int(os.environ.get("LIMBECK_SEED", "7"))
VALUES = [None, True, False, 0, -1, 1.5, "", "a", "missing", "42P07", "script", "12:30", [], ["a"],
          [1], [[]], {}, {"a": 1}, {"text": "now()"}, {"$text": "a"}, {"type": "integer"},
          {"column": {"name": "c", "type": "Integer"}}, {"name": "c", "type": {"String": 5}}]
KEYS = ["a", "revision", "name", "type", "table", "column", "schema", "nullable", "$text", "upgrade",
        "script", "postgresql_using", "sqltext", "if_exists", ""]


def places(value, path=()):
    """Every path into a tree, the containers' too."""
    yield path
    for key, child in (value.items() if isinstance(value, dict) else
                       enumerate(value) if isinstance(value, list) else ()):
        yield from places(child, (*path, key))


def change(tree, rnd):
    """One change at one place: a value, a key, an item; what it was is told."""
    tree = copy.deepcopy(tree)
    path = rnd.choice(list(places(tree))[1:])
    at = tree
    for key in path[:-1]:
        at = at[key]
    key, how = path[-1], rnd.choice(["value", "value", "drop", "key", "add", "wrap"])
    if how == "value":
        at[key] = copy.deepcopy(rnd.choice(VALUES))
    elif how == "wrap":
        at[key] = rnd.choice([[at[key]], {rnd.choice(KEYS): at[key]}])
    elif how == "drop":
        del at[key]
    elif isinstance(at, dict):
        value = at.pop(key) if how == "key" else copy.deepcopy(rnd.choice(VALUES))
        at[rnd.choice(KEYS)] = value
    else:
        at.insert(rnd.randint(0, len(at)), copy.deepcopy(rnd.choice(VALUES)))
    return tree, f"{how} at {path}"


class Mutants(limbecktest.Case):
    def originals(self):
        """What compile writes of a sample of recorded scripts, as data."""
        project, rnd = self.project(), random.Random(SEED)
        home = limbecktest.testdata("conformance", "sql")
        names = sorted(n for n in os.listdir(home) if n.endswith(".py") and
                       not os.path.exists(os.path.join(home, n[:-3] + ".up.error")))
        for name in rnd.sample(names, 120):
            os.symlink(os.path.join(home, name), os.path.join(project.versions, name))
        done = self.succeeds(project.limbeck(None, "compile", "-o", project.directory + "/out"))
        return self.data([os.path.join(project.directory, path) for path in done.out.split()])

    def data(self, paths):
        done = subprocess.run([DUMP, "json", *paths], capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.strip().split("\n")]

    def test_what_the_one_accepts_the_other_accepts(self):
        with open(SCHEMA) as text:
            validator = jsonschema.Draft202012Validator(json.load(text))
        rnd, home, made = random.Random(SEED), self.directory(), []
        originals = self.originals()
        for number in range(MUTANTS):
            tree, how = change(rnd.choice(originals), rnd)
            path = os.path.join(home, f"{number}.yaml")
            with open(path, "w") as out:
                json.dump(tree, out)
            made.append((path, how))
        seen = {True: 0, False: 0}
        different = []
        for (path, how), data in zip(made, self.data([path for path, _ in made])):
            done = subprocess.run([DUMP, "read", path], capture_output=True, text=True)
            answer = json.loads(done.stdout)
            fault = jsonschema.exceptions.best_match(validator.iter_errors(data))
            seen["error" in answer] += 1
            if (fault is not None) != ("error" in answer):
                different.append((how, answer.get("error"), fault and fault.message[:200]))
        print(f"{MUTANTS} manifests, {seen[True]} refused, {len(different)} differences, seed {SEED}")
        self.assertEqual(different[:20], [])
        self.assertGreater(min(seen.values()), MUTANTS // 10)


limbecktest.main()
