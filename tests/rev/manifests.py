#!/usr/bin/env python3
"""Manifests: what is read, each error with its place, and that writing and reading lose nothing."""
import json
import os
import re
import subprocess

import limbecktest

DUMP = os.path.join(limbecktest.BUILDDIR, "tests/rev/manifest_dump")
HEAD = "revision: a1\ndown_revision: null\n"

WHOLE = """\
revision: 1e10                       # scalars of ids stay text
down_revision: 0123
depends_on: [abc, 0x1F]
branch_labels: shop
message: add document AI suggestions
create_date: 2025-11-14T14:25:00Z
tolerate: [missing, 42P07]
transactional: false
upgrade:
  - add_column:
      {table: users, column: {name: age, type: integer, nullable: false, server_default: "0"}}
  - execute: |
      UPDATE users SET age = 0
  - execute_file: sql/774225e563ca_views.sql
  - create_index: {index: ix, table: users, columns: [id, {text: lower(name)}], unique: true}
  - create_index: {index: i2, table: users, columns: [id], sqlite_where: {$text: a}, mysql_using: x,
                   mssql_include: [a], oracle_bitmap: true, postgresql_using: gin}
  - create_table:
      table: t
      columns:
        - {name: id, type: BigInteger, primary_key: true}
        - {name: kind, type: {Enum: {enums: [a, b], name: kind}}, server_default: {text: now()}}
        - {name: price, type: {Numeric: [10, 2]}, comment: null}
        - unique_constraint: {columns: [kind], name: {$conv: uq_kind}}
      postgresql_with: {fillfactor: 70}
  - bulk_insert: {table: t, rows: [{id: 1, text: "x"}, {text: {text: y}}, {id: {$text: now()}}]}
downgrade:
  - drop_column: {table: users, column: age}
env: {naming_convention: {pk: "pk_%(table_name)s", "1": "0"}, version_table: 17, transactional_ddl: false}
provenance: {commit: 1234567, dirty: false}
"""

KEPT = """\
revision: a1
down_revision: null
env: {naming_convention: unknown}
script: |
  import shop
modules:
  shop/__init__.py: |
    PREFIX = "a"
  1.py: "2"
"""

UPGRADE = [
    {"add_column": {"table_name": "users", "column": {"column": {
        "name": "age", "type": {"Integer": {}}, "nullable": False, "server_default": "0"}}}},
    {"execute": {"sqltext": "UPDATE users SET age = 0\n"}},
    {"execute_file": {"path": "sql/774225e563ca_views.sql"}},
    {"create_index": {"index_name": "ix", "table_name": "users",
                      "columns": ["id", {"text": {"text": "lower(name)"}}], "unique": True}},
    {"create_index": {"index_name": "i2", "table_name": "users", "columns": ["id"], "kw": {
        "sqlite_where": {"text": {"text": "a"}}, "mysql_using": "x", "mssql_include": ["a"],
        "oracle_bitmap": True, "postgresql_using": "gin"}}},
    {"create_table": {"table_name": "t", "columns": [
        {"column": {"name": "id", "type": {"BigInteger": {}}, "primary_key": True}},
        {"column": {"name": "kind", "type": {"Enum": {"enums": ["a", "b"], "name": "kind"}},
                    "server_default": {"text": {"text": "now()"}}}},
        {"column": {"name": "price", "type": {"Numeric": {"precision": 10, "scale": 2}}}},
        {"unique_constraint": {"columns": ["kind"], "name": {"$conv": "uq_kind"}}}],
        "kw": {"postgresql_with": {"fillfactor": 70}}}},
    {"bulk_insert": {"table": {"table": {"name": "t"}}, "rows": [
        {"id": 1, "text": "x"}, {"text": {"text": "y"}}, {"id": {"text": {"text": "now()"}}}]}},
]

# text, line, column, message, hint
ERRORS = [
    ("", 1, 1, "a manifest is a map: revision, down_revision, upgrade …", ""),
    ("- a\n", 1, 1, "a manifest is a map: revision, down_revision, upgrade …", ""),
    ("revision: a1\nupgrade: []\n", 1, 1,
     "the manifest lacks 'down_revision' (null for a base)", ""),
    ("down_revision: null\nupgrade: []\n", 1, 1, "the manifest lacks 'revision'", ""),
    (HEAD, 1, 1, "the manifest lacks 'upgrade'", ""),
    ("revision:\ndown_revision: null\nupgrade: []\n", 1, 10, "'revision' is empty", ""),
    (HEAD + "upgrad: []\n", 3, 1, "a manifest has no key 'upgrad'", "did you mean 'upgrade'?"),
    (HEAD + "revision: b2\nupgrade: []\n", 3, 1, "key 'revision' stands twice", ""),
    (HEAD + "upgrade: {}\n", 3, 10, "'upgrade' is a list of operations", ""),
    (HEAD + "upgrade:\n  - add_colum: {}\n", 4, 5, "there is no operation 'add_colum'",
     "did you mean 'add_column'?"),
    (HEAD + "upgrade:\n  - add_column: {}\n", 4, 5, "'add_column' lacks 'table'", ""),
    (HEAD + "upgrade:\n  - add_column: {table: t, column: c, colunm: d}\n", 4, 39,
     "'add_column' has no argument 'colunm'", "did you mean 'column'?"),
    (HEAD + "upgrade:\n  - drop_column: {table: t, table_name: u, column: c}\n", 4, 29,
     "'table_name' is given twice", ""),
    (HEAD + "upgrade:\n  - add_column: {table: t, column: {name: c, type: Integr}}\n", 4, 52,
     "there is no type 'Integr'", "did you mean 'Integer'?"),
    (HEAD + "upgrade:\n  - add_column: {table: t, column: {name: c, type: {Strin: 5}}}\n", 4, 53,
     "there is no type 'Strin'", "did you mean 'String'?"),
    (HEAD + "upgrade:\n  - add_column: {table: t, column: {name: c, nullable: yes}}\n", 4, 56,
     "'nullable' of 'column' takes bool, not str", ""),
    (HEAD + "upgrade:\n  - drop_table: [a, b]\n", 4, 21,
     "'drop_table' takes at most 1 arguments by position", ""),
    (HEAD + "upgrade:\n  - drop_table: a\n    b: c\n", 4, 5,
     "an entry is one operation with its arguments: - name: {…}", ""),
    (HEAD + "upgrade:\n  - execute: {sqltext: &x a}\n", 4, 24, "anchors are not part of a manifest",
     ""),
    (HEAD + "upgrade: *x\n", 3, 10, "aliases are not part of a manifest", ""),
    (HEAD + "upgrade: !!str a\n", 3, 10, "tags are not part of a manifest", ""),
    (HEAD + "upgrade: []\n---\nb: 1\n", 4, 1, "a manifest is one YAML document", ""),
    (HEAD + "upgrade: [\n", 4, 1, None, ""),
    (HEAD + "message: caf\u00e9 \u00e9 {\nupgrad\u00e9: 1\n", 4, 1,
     "a manifest has no key 'upgrad\u00e9'", "did you mean 'upgrade'?"),
    (HEAD + "tolerate: [mising]\nupgrade: []\n", 3, 12, "'mising' is no kind of failure",
     "missing, exists, or a SQLSTATE of five characters"),
    (HEAD + "transactional: no\nupgrade: []\n", 3, 16, "'transactional' is true or false", ""),
    (HEAD + "replaces: everything\nupgrade: []\n", 3, 11, "'replaces' takes the word script", ""),
    (HEAD + "script: x\nupgrade: []\n", 3, 9, "'script' and operations exclude each other", ""),
    (HEAD + "upgrade:\n  - execute: {sqltext: {$nope: 1}}\n", 4, 25,
     "a key that starts with '$' names a node or a special value",
     "a map with such a key of its own is {$map: {…}}"),
    (HEAD + "upgrade: " + "[" * 300 + "]" * 300 + "\n", 3, 209,
     "the manifest is nested too deeply", ""),
]


def dump(what, *arguments):
    done = subprocess.run([DUMP, what, *arguments], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Manifests(limbecktest.Case):
    def file(self, text):
        path = os.path.join(self.directory(), "m.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def read(self, text):
        return json.loads(dump("read", self.file(text)))

    def test_a_whole_manifest(self):
        m = self.read(WHOLE)
        self.assertEqual(m["revision"], "1e10")
        self.assertEqual((m["down_revision"], m["depends_on"], m["branch_labels"]),
                         (["0123"], ["abc", "0x1F"], ["shop"]))
        self.assertEqual((m["tolerate"], m["transactional"]), (["missing", "42P07"], False))
        self.assertEqual(m["create_date"], "2025-11-14T14:25:00Z")
        self.assertEqual(m["provenance"], {"commit": "1234567", "dirty": False})
        self.assertEqual(m["env"], {
            "naming_convention": {"pk": "pk_%(table_name)s", "1": "0"}, "version_table": "17",
            "transactional_ddl": False})
        for ours, expected in zip(m["upgrade"], UPGRADE):
            self.assertEqual(ours, expected)
        self.assertEqual(len(m["upgrade"]), len(UPGRADE))
        self.assertEqual(m["downgrade"],
                         [{"drop_column": {"table_name": "users", "column_name": "age"}}])

    def test_what_is_written_reads_as_the_same(self):
        written = dump("write", self.file(WHOLE))
        self.assertEqual(self.read(written), self.read(WHOLE))
        self.assertEqual(dump("write", self.file(written)), written)
        self.assertIn("  - execute: |\n      UPDATE users SET age = 0\n", written)

    def test_a_kept_script_carries_its_modules(self):
        m = self.read(KEPT)
        self.assertEqual(m["modules"], {"shop/__init__.py": 'PREFIX = "a"\n', "1.py": "2"})
        self.assertEqual(m["env"], {"naming_convention": "unknown"})
        self.assertEqual(self.read(dump("write", self.file(KEPT))), m)

    def test_each_error_has_its_place(self):
        for text, line, column, message, hint in ERRORS:
            with self.subTest(text[:200]):
                m = self.read(text)
                self.assertEqual(m.get("status"), 4)
                if message:
                    self.assertEqual(m["error"], message)
                else:
                    self.assertTrue(m["error"].startswith("not valid YAML: "), m["error"])
                self.assertEqual((m["line"], m["column"], m["hint"]), (line, column, hint))

    def test_each_wrong_manifest_is_told(self):
        """testdata/rev/manifests/wrong.txt: title, text, and the error as commands show it."""
        with open(limbecktest.testdata("rev", "manifests", "wrong.txt"), encoding="utf-8",
                  errors="surrogateescape") as cases:
            blocks = re.split("^=== ", cases.read(), flags=re.M)[1:]
        self.assertGreater(len(blocks), 110)
        home = self.directory()
        for block in blocks:
            title, rest = block.split("\n", 1)
            text, error = ("\n" + rest).split("\n--- error\n", 1)
            raw = re.sub(rb"\\x\{(..)\}", lambda m: bytes([int(m.group(1), 16)]),
                         (text + "\n")[1:].encode()).replace(b"\\\n", b"")
            with open(os.path.join(home, "m.yaml"), "wb") as out:
                out.write(raw)
            done = subprocess.run([DUMP, "error", "m.yaml"], cwd=home, capture_output=True)
            with self.subTest(title):
                self.assertEqual(done.stdout.decode(errors="replace"), error)
                self.assertTrue(error.startswith("error: "))
                self.assertRegex(error, r"\n  m\.yaml:\d+:\d+\n")

    def test_a_huge_manifest_is_refused(self):
        project = self.project()
        path = project.manifest("a1", HEAD + "upgrade: []\n")
        os.truncate(path, 1 << 32)
        self.fails(project.limbeck(None, "history"), 4, "a1.yaml", "larger than")

    def test_random_operations_survive_writing_and_reading(self):
        self.assertGreater(int(dump("random", "7", "1500")), 30000)


if __name__ == "__main__":
    limbecktest.main()
