#!/usr/bin/env python3
"""limbeck-manifest(5) and the JSON Schema of manifests.  The page's examples run against a database,
up and down; every operation and argument has its sentence; the schema accepts what compile writes
of the recorded cases and the page's examples, and rejects what is wrong."""
import glob
import json
import os
import re
import subprocess

import jsonschema
import limbecktest

DUMP = os.path.join(limbecktest.BUILDDIR, "tests/rev/manifest_dump")
PAGE = os.path.join(limbecktest.SRCDIR, "man/limbeck-manifest.5")
SCHEMA = os.path.join(limbecktest.SRCDIR, "data/limbeck-manifest.schema.json")
HEAD = "revision: a1\ndown_revision: null\n"
UP = HEAD + "upgrade:\n  - "

# what the schema must reject: each is wrong for limbeck, too
WRONG = [
    "- a\n", "a\n", "revision: a1\nupgrade: []\n", "down_revision: null\nupgrade: []\n", HEAD,
    HEAD + "upgrad: []\n", HEAD + "upgrade: {}\n", HEAD + "upgrade: x\n", UP + "add_colum: {}\n",
    UP + "add_column: {}\n", UP + "add_column: {table: t, column: c, colunm: d}\n",
    UP + "add_column: {table: t}\n", UP + "add_column: {column: c}\n", UP + "drop_table: {}\n",
    UP + "add_column: {table: t, column: {name: c, type: Integr}}\n",
    UP + "add_column: {table: t, column: {name: c, type: {Strin: 5}}}\n",
    UP + "add_column: {table: t, column: {name: c, type: {String: five}}}\n",
    UP + "add_column: {table: t, column: {name: c, nullable: yes}}\n",
    UP + "add_column: {table: t, column: {nullable: true}}\n",
    UP + "drop_table: [a, b]\n", UP + "drop_table: a\n    b: c\n", UP + "drop_table\n",
    UP + "drop_column: {table: t, table_name: u, column: c}\n",
    UP + "create_table: {table: t, columns: {name: c}}\n",
    UP + "create_table: {table: t, columns: [[]]}\n",
    UP + "create_index: {index: i, table: t, columns: c}\n",
    UP + "execute_file: {path: {a: b}}\n", UP + "execute_file: []\n",
    HEAD + "transactional: no\nupgrade: []\n", HEAD + "transactional: 1\nupgrade: []\n",
    HEAD + "replaces: everything\nupgrade: []\n", HEAD + "script: x\nupgrade: []\n",
    HEAD + "script: x\ndowngrade: []\n", HEAD + "tolerate: [mising]\nupgrade: []\n",
    HEAD + "provenance: x\nupgrade: []\n", HEAD + "provenance: {commit: [a]}\nupgrade: []\n",
    HEAD + "env: {version_tabel: v}\nupgrade: []\n", HEAD + "env: {version_table: [v]}\nupgrade: []\n",
    HEAD + "env: {naming_convention: {pk: [a]}}\nupgrade: []\n",
    HEAD + "env: {transactional_ddl: 1}\nupgrade: []\n", HEAD + "modules: [a]\nscript: x\n",
    HEAD + "branch_labels: {a: b}\nupgrade: []\n", HEAD + "message: [a]\nupgrade: []\n",
]


def examples():
    """The examples of the page, as they are read by people."""
    with open(PAGE) as page:
        found = re.findall(r"^\.EX\n(.*?)^\.EE\n", page.read(), re.S | re.M)
    return [text.replace("\\-", "-").replace("\\&", "").replace("\\[u2026]", "…").replace("\\e", "\\")
            for text in found]


def manifest(text, revision, down):
    """A list of operations as a manifest."""
    body = "".join("  " + line + "\n" for line in text.splitlines())
    return "revision: %s\ndown_revision: %s\nupgrade:\n%sdowngrade: []\n" % (revision, down, body)


class Manual(limbecktest.Case):
    def whole(self):
        """The page's examples as a chain of manifests: [(id, text)]."""
        chain = [(re.match(r"revision: (\w+)", text).group(1), text)
                 for text in examples() if text.startswith("revision:")]
        for number, text in enumerate(t for t in examples() if t.startswith("- ")):
            chain.append(("f%d" % number, manifest(text, "f%d" % number, chain[-1][0])))
        return chain

    def test_the_examples_run(self):
        project, database, chain = self.project(), self.database(), self.whole()
        self.assertGreater(len(chain), 5)
        for revision, text in chain:
            project.write("migrations/versions/%s.yaml" % revision, text)
        project.write("migrations/versions/sql/grown_ups.sql",
                      "CREATE VIEW grown_ups AS SELECT * FROM users WHERE age >= 18;")
        self.succeeds(project.limbeck(database, "upgrade", "head"))
        dump = database.dump()
        for part in ("CREATE VIEW public.grown_ups", "ix_users_age", "created timestamp with time zone"):
            self.assertIn(part, dump)
        self.assertEqual(database.rows("select version_num from alembic_version"), [(chain[-1][0],)])
        self.succeeds(project.limbeck(database, "downgrade", "base"))
        self.assertNotIn("users", database.dump())

    def test_every_argument_has_a_sentence(self):
        with open(PAGE) as page:
            text = page.read()
        operations = text[text.index(".SH OPERATIONS"):text.index(".SH NODES")]
        terms = re.findall(r"^\.TP\n\.B (.*)\n(.*)\n", operations, re.M)
        self.assertGreater(len(terms), 100)
        self.assertEqual([left for left, doc in terms if not doc or doc.startswith(".")], [])
        nodes = text[text.index(".SH NODES"):text.index(".SH VALUES")]
        bare = re.findall(r"[;:] ([\w, …]+ \([^()]*\))(?=;|$)", nodes, re.M)
        self.assertEqual(bare, [])

    def test_names_and_facts_are_explained(self):
        with open(PAGE) as page:
            text = page.read()
        for table in ("manifest_keys", "manifest_facts"):
            with open(os.path.join(limbecktest.SRCDIR, "src/rev/%s.def" % table)) as rows:
                for name in re.findall(r"^LK_MANIFEST_\w+\((\w+),", rows.read(), re.M):
                    self.assertIn(".B " + name, text)


class Schema(limbecktest.Case):
    def setUp(self):
        with open(SCHEMA) as text:
            schema = json.load(text)
        jsonschema.Draft202012Validator.check_schema(schema)
        self.validator = jsonschema.Draft202012Validator(schema)

    def data(self, *paths):
        done = subprocess.run([DUMP, "json", *paths], capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.strip().split("\n")]

    def file(self, text):
        path = os.path.join(self.directory(), "m.yaml")
        with open(path, "w") as out:
            out.write(text)
        return path

    def accepts(self, path):
        for error in self.validator.iter_errors(self.data(path)[0]):
            return [path, str(jsonschema.exceptions.best_match([error]))[:2000]]
        return None

    def test_what_compile_writes_is_accepted(self):
        project = self.project()
        cases = [script for script in glob.glob(limbecktest.testdata("conformance", "sql", "*.py"))
                 if not os.path.exists(script[:-3] + ".up.error")]
        for script in cases:
            os.symlink(script, os.path.join(project.versions, os.path.basename(script)))
        done = self.succeeds(project.limbeck(None, "compile", "-o", project.directory + "/out"))
        written = done.out.split()
        self.assertEqual(len(written), len(cases))
        self.assertGreater(len(cases), 280)
        data = self.data(*(os.path.join(project.directory, path) for path in written))
        bad = []
        for path, one in zip(written, data):
            error = jsonschema.exceptions.best_match(self.validator.iter_errors(one))
            if error:
                bad.append((path, str(error)[:1500]))
        self.assertEqual(bad[:3], [])

    def test_the_pages_examples_are_accepted(self):
        for text in examples():
            text = text if text.startswith("revision:") else manifest(text, "a1", "null")
            with self.subTest(text):
                self.assertIsNone(self.accepts(self.file(text)))

    def test_what_is_wrong_is_rejected(self):
        for text in WRONG:
            with self.subTest(text):
                path = self.file(text)
                self.assertIsNotNone(self.accepts(path))
                done = subprocess.run([DUMP, "read", path], capture_output=True, text=True, check=True)
                self.assertIn("error", json.loads(done.stdout))


limbecktest.main()
