#!/usr/bin/env python3
"""The tables of scripts' modules and of manifests: every operation takes all keywords of its row and
refuses others; every type exists as class and as instance, with every argument of its row; names
that are not there are refused with what is near them."""
import json
import os
import re
import subprocess

import limbecktest

HEAD = """from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
revision = 'a'
down_revision = None


def upgrade():
"""
# Operations of the table that scripts reach in another way.
NOT_ALEMBICS = {"execute_file", "query", "create_type", "drop_type", "create_item", "drop_item"}
VALUES = {"column": "sa.Column('c', sa.Integer)", "table": "sa.table('t', sa.column('c'))", "rows": "[]",
          "columns": "['c']", "local_cols": "['c']", "remote_cols": "['d']", "condition": "'c > 0'",
          "type_": "sa.Text()", "existing_type": "sa.String(5)", "sqltext": "'SELECT 1'",
          "type": "sa.Integer()", "item_type": "sa.Integer()", "data_type": "sa.Integer()",
          "text_type": "sa.Text()", "astext_type": "sa.Text()"}
# What each operation of a batch is given.
BATCH = {"add_column": "sa.Column('c', sa.Integer)", "alter_column": "'c', nullable=True",
         "create_check_constraint": "'k', 'c > 0'", "create_index": "'i', ['c']",
         "create_exclude_constraint": "'k', ('c', '=')", "create_primary_key": "'k', ['c']",
         "create_foreign_key": "'k', 'r', ['c'], ['d']", "create_table_comment": "'x'",
         "create_unique_constraint": "'k', ['c']", "drop_column": "'c'", "drop_index": "'i'",
         "drop_constraint": "'k'", "drop_table_comment": "existing_comment='x'",
         "execute": "'SELECT 1'"}
BY_KIND = {"str": "'x'", "bool": "True", "int": "3", "list": "['x']", "map": "{}", "type": "sa.Text()", "any": "None"}
# The same in manifests, as JSON, which YAML contains.
ENUM, COLUMN = {"Enum": {"enums": ["a"], "name": "e"}}, {"name": "c", "type": "integer"}
IN_YAML = {"column": COLUMN, "table": {"name": "t", "columns": [COLUMN]}, "rows": [{"c": 1}],
           "item": {"table": {"name": "t", "columns": [COLUMN]}}, "columns": ["c"],
           "local_cols": ["c"], "remote_cols": ["d"], "condition": "c > 0", "type": ENUM,
           "elements": [["c", "="]], "sqltext": "SELECT 1", "path": "x.sql", "type_": "text",
           "existing_type": "text", "onupdate": "CASCADE", "ondelete": "SET NULL", "match": "FULL",
           "initially": "DEFERRED", "parameters": {}}
YAML_BY_KIND = {"str": "x", "bool": True, "int": 3, "list": ["x"], "map": {}, "type": "text"}


def rows(path, macro):
    """The text of each row of a table."""
    with open(os.path.join(limbecktest.SRCDIR, path), encoding="utf-8") as f:
        text = re.sub(r"/\*.*?\*/", "", f.read(), flags=re.S)
    return re.findall(macro + r"\((.*?)\)\n(?=" + macro + r"|\Z|\n)", text, flags=re.S)


def operations():
    for entry in rows("include/model/ops.def", "LK_OP"):
        name = re.search(r'"(\w+)"', entry).group(1)
        body = entry.split(f'"{name}",', 1)[1]
        signature = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"',
                                       re.split(r",\s*[A-Z_]+, (?:LK_DEF_\w+|0)", body)[0]))
        yield name, signature


def parameters(signature):
    """(name, kinds, required) of the parameters that have a name in a call."""
    keyword = False
    for part in filter(None, (p.strip() for p in signature.split(", "))):
        if part.startswith("*"):
            keyword = True
            continue
        match = re.match(r"(\w+)(?:: ([\w|]+))?(?: = (.*))?$", part)
        yield match.group(1), (match.group(2) or "any").split("|"), match.group(3) is None, keyword


def value(name, kinds):
    if name == "type_" and kinds == ["str"]:
        return "'unique'"
    return VALUES.get(name) or next((BY_KIND[kind] for kind in kinds if kind in BY_KIND), "None")


class Surface(limbecktest.Case):
    def script(self, *lines, printed=False):
        path = os.path.join(self.directory(), "a.py")
        with open(path, "w", encoding="utf-8") as f:
            f.write(HEAD + "".join(f"    {line}\n" for line in lines))
        how = [] if printed else ["--json"]
        tool = os.path.join(limbecktest.BUILDDIR, "tests/mods/script_main")
        return subprocess.run([tool] + how + ["up", path], capture_output=True, text=True,
                              timeout=60)

    def calls(self):
        for name, signature in operations():
            if name in NOT_ALEMBICS:
                continue
            arguments = [f"{p}={value(p, kinds)}" for p, kinds, _, _ in parameters(signature)]
            if name == "create_table":
                arguments = ["'x'", "sa.Column('c', sa.Integer)"] + [a for a in arguments if "table_name" not in a]
            if name == "create_exclude_constraint":
                arguments = ["'x'", "'t'", "('c', '=')"] + arguments[2:]
            yield name, arguments

    def test_every_operation_takes_every_keyword_of_its_row(self):
        for name, arguments in self.calls():
            with self.subTest(name):
                done = self.script(f"op.{name}({', '.join(arguments)})")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(f'{{"{name}"', done.stdout)

    def test_every_operation_refuses_an_argument_of_the_wrong_kind(self):
        for name, arguments in self.calls():
            with self.subTest(name):
                wrong = [re.sub(r"^(\w+=)?.*$", lambda m: (m.group(1) or "") + "5.5", arguments[0])]
                done = self.script(f"op.{name}({', '.join(wrong + arguments[1:])})")
                self.assertEqual(done.returncode, 4, done.stdout)
                self.assertIn("^", done.stderr)

    def test_a_misspelt_operation_type_or_function_is_refused_with_what_is_near(self):
        for call, near in (("op.add_colum('t', None)", "add_column"), ("sa.Integr()", "Integer"),
                           ("postgresql.JSONBB()", "JSONB"), ("sa.func_()", "func")):
            with self.subTest(call):
                done = self.script(call)
                self.assertEqual(done.returncode, 4, done.stdout)
                self.assertIn(near, done.stderr)

    def test_a_misspelt_keyword_is_refused(self):
        for call in ("op.drop_constraint('a', 'b', tpye_='unique')", "op.rename_table('a', 'b', shema='x')",
                     "op.add_column('t', sa.Column('c', sa.Integer), shema='x')", "sa.String(lenght=5)",
                     "sa.ForeignKey('a.b', ondelet='x')", "sa.Enum('a', nam='x')", "sa.text('x', foo=1)",
                     "sa.table('x', shema='y')"):
            with self.subTest(call):
                done = self.script(call)
                self.assertEqual(done.returncode, 4, call + done.stdout)
                self.assertRegex(done.stderr, "unexpected keyword argument|Additional arguments should be")

    def test_every_operation_refuses_an_unknown_keyword(self):
        for name, arguments in self.calls():
            with self.subTest(name):
                done = self.script(f"op.{name}({', '.join(arguments)}, nonsense=1)", printed=True)
                self.assertEqual(done.returncode, 4, done.stdout)
                self.assertIn("nonsense", done.stderr)

    def test_every_operation_of_a_batch_refuses_an_unknown_keyword_and_a_misspelt_name(self):
        for name, arguments in BATCH.items():
            with self.subTest(name):
                for call in (f"{name}({arguments}, nonsense=1)", f"{name}s({arguments})"):
                    done = self.script("with op.batch_alter_table('t') as b:", f"    b.{call}",
                                       printed=True)
                    self.assertEqual(done.returncode, 4, call + done.stdout)
                    self.assertIn("nonsense" if "nonsense" in call else name + "s", done.stderr)

    def test_a_misspelt_value_is_refused(self):
        for call in ("op.create_foreign_key('k', 't', 'r', ['a'], ['b'], ondelete='CASCAD')",
                     "op.create_foreign_key('k', 't', 'r', ['a'], ['b'], onupdate='SET NUL')",
                     "op.create_foreign_key('k', 't', 'r', ['a'], ['b'], initially='DEFERED')",
                     "op.create_foreign_key('k', 't', 'r', ['a'], ['b'], deferrable='yes')",
                     "op.create_unique_constraint('k', 't', ['a'], initially='LATER')",
                     "op.create_index('i', 't', ['a'], postgresql_using='g in')",
                     "op.create_exclude_constraint('k', 't', ('a', '='), using='g in')",
                     "op.drop_constraint('k', 't', type_='uniq')",
                     "op.create_index('i', 't', ['a'], postgresql_include='a')",
                     "op.alter_column('t', 'c', type_='TEXT')",
                     "op.alter_column('t', 'c', server_default=True)",
                     "op.alter_column('t', 'c', server_default='5', "
                     "existing_server_default=sa.Identity())",
                     "op.create_table('t', sa.Column('c', sa.Integer), mssql_nonsense=1)",
                     "with op.batch_alter_table('t', recreate='sometimes') as b: b.drop_column('c')"):
            with self.subTest(call):
                lowered = self.script(call, printed=True)
                self.assertEqual(lowered.returncode, 4, call + lowered.stdout)

    def test_an_element_of_an_array_is_set_offline_as_it_is_live(self):
        done = self.script("t = sa.table('t', sa.column('tags', postgresql.ARRAY(sa.Text)))",
                           "op.execute(t.update().values({t.c.tags[1]: 'x'}))", printed=True)
        self.assertEqual((done.returncode, done.stdout), (0, "UPDATE t SET tags[1]='x';\n\n"))

    def test_every_type_is_a_class_and_an_instance_with_its_arguments(self):
        with open(os.path.join(limbecktest.SRCDIR, "src/mods/sa_classes.def"), encoding="utf-8") as f:
            classes = re.findall(r'LK_SA\(\w+, "(\w+)", (TYPES|PG_TYPES),[^()]*(?:OF\(\w+\)[^()]*)*?,\s*((?:T|U|PG)_\w+),'
                                 r'\s*\w+,\s*([\w |]+)\)', f.read())
        self.assertGreater(len(classes), 80)
        with open(os.path.join(limbecktest.SRCDIR, "include/model/nodes.def"), encoding="utf-8") as f:
            nodes = f.read()
        lines = []
        for name, _, node, groups in classes:
            entry = re.search(r"LK_NODE\(" + node + r", (.*?)\)\n", nodes, re.S).group(1)
            texts = re.findall(r'"((?:[^"\\]|\\.)*)"', entry)
            signature = "".join(texts[1:-1])
            module = "sa" if "IN_SA" in groups else "postgresql" if "IN_PG" in groups else "sa.types"
            arguments = [f"{p}={value(p, kinds)}" for p, kinds, _, _ in parameters(signature)
                         if p not in ("values_callable", "sort_key_function", "metadata", "comparator", "pickler", "impl")]
            if name in ("Enum", "ENUM", "TupleType"):
                arguments = (["'a'"] if name != "TupleType" else []) + arguments
            required = [a for a, (_, _, needed, _) in zip(arguments, parameters(signature)) if needed]
            lines.append(f"op.add_column('t', sa.Column('c', {module}.{name}({', '.join(arguments)})))")
            if not required and name not in ("Enum", "ENUM"):
                lines.append(f"op.add_column('t', sa.Column('c', {module}.{name}))")
        done = self.script(*lines)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.count("\n"), len(lines))


class Manifests(limbecktest.Case):
    def setUp(self):
        super().setUp()
        self.made = self.project(configure=", literal_binds=True")
        self.made.write("migrations/versions/x.sql", "SELECT 1;\n")

    def upgrade(self, name, arguments):
        self.made.manifest("m1", "revision: m1\ndown_revision: null\nmessage: one\nupgrade:\n"
                           f"  - {name}: {json.dumps(arguments)}\n")
        return self.made.limbeck(None, "upgrade", "head", "--sql")

    def calls(self):
        """Each operation with all of its arguments."""
        for name, signature in operations():
            given = {}
            for word, kinds, _, _ in parameters(signature.replace("*columns", "columns")
                                                .replace("*elements", "elements")):
                value = IN_YAML.get(word) or next(YAML_BY_KIND[k] for k in kinds if k in YAML_BY_KIND)
                given[word] = value
            if name == "create_table":
                given["columns"] = [{"column": COLUMN}]
            if name == "drop_constraint":
                given["type_"] = "unique"
            yield name, given

    def test_every_operation_takes_every_keyword_of_its_row(self):
        known = 0
        for name, given in self.calls():
            with self.subTest(name):
                self.succeeds(self.upgrade(name, given))
                known += 1
        self.assertEqual(known, 24)

    def test_a_misspelt_operation_is_refused_with_what_is_near(self):
        for name, given in self.calls():
            with self.subTest(name):
                run = self.upgrade(name + "s", given)
                self.fails(run, 4, f"there is no operation '{name}s'", f"did you mean '{name}'?", "^")

    def test_a_misspelt_keyword_is_refused_with_what_is_near(self):
        for name, given in self.calls():
            for word in given:
                with self.subTest(name, word=word):
                    wrong = {k + "x" if k == word else k: v for k, v in given.items()}
                    run = self.upgrade(name, wrong)
                    self.fails(run, 4, f"'{word}x'", f"did you mean '{word}'?", "m1.yaml:5:", "^")

    def test_a_keyword_that_is_like_no_other_is_refused(self):
        for name, given in self.calls():
            with self.subTest(name):
                self.fails(self.upgrade(name, {**given, "nonsense": 1}), 4, "nonsense", "m1.yaml:5:", "^")

    def test_a_value_of_the_wrong_kind_is_refused(self):
        for name, given in self.calls():
            for word, value in given.items():
                with self.subTest(name, word=word):
                    wrong = 5.5 if value == {} else {"nonsense": {}}
                    self.fails(self.upgrade(name, {**given, word: wrong}), 4, "m1.yaml:5:", "^")

    def test_a_misspelt_value_is_refused(self):
        key = {"constraint_name": "k", "source_table": "t", "referent_table": "r",
               "local_cols": ["a"], "remote_cols": ["b"]}
        for name, given in (
                ("create_foreign_key", {**key, "ondelete": "CASCAD"}),
                ("create_foreign_key", {**key, "initially": "DEFERED"}),
                ("drop_constraint", {"constraint_name": "k", "table_name": "t", "type_": "uniq"}),
                ("create_index", {"index_name": "i", "table_name": "t", "columns": ["a"],
                                  "postgresql_using": "g in"}),
                ("add_column", {"table_name": "t", "column": {"name": "a", "type": "integr"}}),
                ("add_column", {"table_name": "t", "column": {"name": "a", "type": {"VARCHR": {}}}}),
                ("add_column", {"table_name": "t", "column": {"name": "a", "tpye": "text"}})):
            with self.subTest(name, given=given):
                self.fails(self.upgrade(name, given), 4, "m1.yaml:5:", "^")


if __name__ == "__main__":
    limbecktest.main()
