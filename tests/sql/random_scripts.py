#!/usr/bin/env python3
"""Random revision scripts print the same SQL under limbeck and under Debian's Alembic.

Scripts are generated from pools that both versions treat alike; what Alembic 1.19 with SQLAlchemy
2.0 does otherwise than 1.8 with 1.4 is in testdata/sql/*.case with its recorded answers.  A counter
proves that every keyword of every operation and every type occurs in one or the other.

LIMBECK_SCRIPTS (1000) and LIMBECK_SEED (from the clock) say how many and which."""
import difflib
import glob
import os
import random
import re

import limbecktest
import standin

ENV = """from alembic import context
context.configure(dialect_name="postgresql", literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
"""
BATCH = 50
NAMES = ["id", "name", "User", "created_at", "x y", "percent%", "größe", "select", "data", "a_b"]
TABLES = ["t", "users", "Order", "we\"ird", "größe", "order items", "long_" * 11]
SCHEMAS = [None, None, None, "public", "Odd Schema"]
TYPES = """sa.String() sa.String(50) sa.Text() sa.Unicode(length=40) sa.UnicodeText() sa.Integer()
sa.BigInteger() sa.SmallInteger() sa.Numeric() sa.Numeric(10,2) sa.Numeric(precision=5) sa.Float()
sa.Float(precision=53) sa.Boolean() sa.Date() sa.DateTime() sa.DateTime(timezone=True) sa.Time()
sa.Time(timezone=True) sa.Interval() sa.LargeBinary() sa.LargeBinary(length=16) sa.JSON()
sa.PickleType() sa.ARRAY(sa.Integer()) sa.ARRAY(sa.String(5),dimensions=2) sa.VARCHAR(7)
sa.NVARCHAR(3) sa.CHAR(2) sa.NCHAR(2) sa.TEXT() sa.CLOB() sa.INTEGER() sa.BIGINT() sa.SMALLINT()
sa.NUMERIC(6,2) sa.DECIMAL(8,3) sa.FLOAT() sa.REAL() sa.BOOLEAN() sa.DATE() sa.DATETIME()
sa.TIME() sa.TIMESTAMP() sa.TIMESTAMP(timezone=True) sa.BLOB() sa.BINARY(4) sa.VARBINARY(4)
postgresql.UUID() postgresql.UUID(as_uuid=True) postgresql.JSON() postgresql.JSONB()
postgresql.JSONB(astext_type=sa.Text()) postgresql.ARRAY(sa.Text())
postgresql.TIMESTAMP(precision=3)
postgresql.TIMESTAMP(timezone=True,precision=0) postgresql.TIME(precision=2) postgresql.INTERVAL()
postgresql.INTERVAL(fields='YEAR') postgresql.INTERVAL(precision=3) postgresql.BIT(3)
postgresql.BIT(varying=True) postgresql.BYTEA() postgresql.DOUBLE_PRECISION() postgresql.HSTORE()
postgresql.CIDR() postgresql.INET() postgresql.MACADDR() postgresql.MONEY() postgresql.OID()
postgresql.REGCLASS() postgresql.TSVECTOR() postgresql.INT4RANGE() postgresql.INT8RANGE()
postgresql.NUMRANGE() postgresql.DATERANGE() postgresql.TSRANGE() postgresql.TSTZRANGE()
sa.Text().with_variant(postgresql.INET(),'postgresql')""".split()
DEFAULTS = ["'x'", "'it\\'s'", "'5%'", "sa.text('now()')", "sa.func.now()", "sa.false()",
            "sa.true()", "sa.text(\"'{}'::jsonb\")", "sa.func.gen_random_uuid()", "sa.null()",
            "sa.literal(5)",
            "sa.func.coalesce(1, 2)", "sa.cast('5', sa.Text())", "sa.literal_column('1')"]
ACTIONS = ["CASCADE", "SET NULL", "RESTRICT", "NO ACTION", "SET DEFAULT"]


class Script:
    """A random script: calls of operations, one after the other."""

    def __init__(self, rng):
        self.rng, self.lines, self.enums, self.numbers = rng, [], 0, 0

    def pick(self, *choices):
        return self.rng.choice(choices)

    def maybe(self, text, chance=0.3):
        return ", " + text if self.rng.random() < chance else ""

    def number(self, prefix):
        self.numbers += 1
        name = "'%s%d'" % (prefix, self.numbers)
        return self.pick(name, "op.f(%s)" % name)

    def schema(self, name="schema"):
        schema = self.rng.choice(SCHEMAS)
        return ", %s=%r" % (name, schema) if schema else ""

    def table(self):
        return "%r" % self.rng.choice(TABLES)

    def column_names(self, most=2):
        return self.rng.sample(NAMES, self.rng.randint(1, most))

    def type(self):
        return self.rng.choice(TYPES)

    def reference(self):
        target = self.pick("users.id", "public.t.name", "Order.User")
        return "sa.ForeignKey(%r%s%s%s)" % (
            target, self.maybe("ondelete=%r" % self.rng.choice(ACTIONS)),
            self.maybe("onupdate=%r" % self.rng.choice(ACTIONS), 0.1),
            self.maybe("name='fk_c', deferrable=True, initially='DEFERRED'", 0.2))

    def column(self, name, flags=True):
        generated = self.rng.random() < 0.1
        kind = "sa.Integer()" if generated else self.type()
        text = "sa.Column(%r, %s" % (name, kind)
        if generated:
            text += self.pick(", sa.Identity()", ", sa.Identity(always=True, start=3, cache=2)",
                              ", sa.Computed('1 + 1')", ", sa.Computed('2', persisted=True)")
        elif self.rng.random() < 0.2:
            text += ", " + self.reference()
        else:
            text += self.maybe("server_default=" + self.rng.choice(DEFAULTS))
        text += self.maybe("nullable=%s" % self.pick(True, False), 0.6)
        text += self.maybe("comment='c%'", 0.2)
        if flags:
            text += self.maybe(self.pick("unique=True", "primary_key=True"), 0.2)
        return text + ")"

    def constraint(self, names):
        some = self.rng.sample(names, self.rng.randint(1, len(names)))
        listed = ", ".join("%r" % n for n in some)
        name = self.number("c_")
        return self.pick(
            "sa.UniqueConstraint(%s, name=%s)" % (listed, name), "sa.UniqueConstraint(%s)" % listed,
            "sa.PrimaryKeyConstraint(%s, name=%s)" % (listed, name),
            "sa.CheckConstraint('a > 0', name=%s)" % name, "sa.CheckConstraint(\"a like 'x%'\")",
            "sa.ForeignKeyConstraint([%r], ['public.users.id'], name=%s, ondelete='CASCADE')"
            % (some[0], name),
            "postgresql.ExcludeConstraint((%r, '='), where=sa.text('a > 1'), name=%s)"
            % (some[0], name))

    def create_table(self):
        names = self.rng.sample(NAMES, self.rng.randint(1, 5))
        items = [self.column(n) for n in names]
        items += [self.constraint(names) for _ in range(self.rng.randint(0, 2))]
        if self.rng.random() < 0.3:
            self.enums += 1
            items.append("sa.Column('kind', %s)" % self.pick(
                "sa.Enum('a', 'b\\'', name='e%d_%d')" % (self.rng.randrange(10 ** 9), self.enums),
                "postgresql.ENUM('a', name='Kind', create_type=False)",
                "sa.Enum('a', 'bcd', name='k', native_enum=False)"))
        more = self.maybe("postgresql_partition_by='LIST (id)'", 0.1)
        more += self.maybe("comment=\"it's 5%\"", 0.2) + self.maybe("prefixes=['UNLOGGED']", 0.1)
        more += self.maybe("postgresql_tablespace='Fast'", 0.1) + self.schema()
        listed = ",\n        ".join(items)
        return "op.create_table(%s,\n        %s%s)" % (self.table(), listed, more)

    def add_column(self):
        column = self.column(self.rng.choice(NAMES), False)
        return "op.add_column(%s, %s%s)" % (self.table(), column, self.schema())

    def alter_column(self):
        what = [self.pick("nullable=True", "nullable=False"), "new_column_name='New'",
                "server_default=" + self.rng.choice(DEFAULTS + ["None"]), "type_=" + self.type(),
                "comment=" + self.pick("None", "'c'"), "existing_type=sa.Integer()",
                "existing_nullable=False", "existing_server_default='x'", "existing_comment='y'"]
        text = ", ".join(self.rng.sample(what, self.rng.randint(1, 4)))
        using = ", postgresql_using='a::text'" if re.search(r"\btype_=", text) else ""
        return "op.alter_column(%s, %r, %s%s%s)" % (self.table(), self.rng.choice(NAMES), text,
                                                    using if self.rng.random() < 0.3 else "",
                                                    self.schema())

    def create_index(self):
        exprs = ["%r" % n for n in self.column_names(3)]
        if self.rng.random() < 0.3:
            exprs.append(self.pick("sa.text('lower(x)')", "sa.text('x DESC')"))
        more = self.maybe("unique=%s" % self.pick(True, False))
        more += self.maybe("postgresql_concurrently=True", 0.1)
        more += self.maybe("postgresql_using='gin'", 0.2)
        more += self.maybe("postgresql_where=sa.text('a > 5')", 0.2)
        more += self.maybe("postgresql_with={'fillfactor': 50}", 0.1)
        more += self.maybe("postgresql_ops={'name': 'text_pattern_ops'}", 0.2)
        more += self.maybe("postgresql_include=['inc']", 0.1)
        return "op.create_index(%s, %s, [%s]%s%s)" % (self.number("ix_"), self.table(),
                                                      ", ".join(exprs), more, self.schema())

    def create_constraint(self):
        names, name, table = self.column_names(), self.number("c_"), self.table()
        rules = self.maybe("ondelete=%r" % self.rng.choice(ACTIONS))
        rules += self.maybe("onupdate=%r" % self.rng.choice(ACTIONS), 0.2)
        rules += self.maybe("deferrable=%s" % self.pick(True, False), 0.2)
        rules += self.maybe("initially='DEFERRED'", 0.2) + self.maybe("match='FULL'", 0.1)
        rules += self.schema("source_schema") + self.schema("referent_schema")
        return self.pick(
            "op.create_unique_constraint(%s, %s, %r%s)" % (name, table, names, self.schema()),
            "op.create_primary_key(%s, %s, %r%s)" % (name, table, names, self.schema()),
            "op.create_check_constraint(%s, %s, %s%s)" % (
                name, table, self.pick("'a > 0'", "sa.column('a') > 5",
                                       "sa.and_(sa.column('a') != 5, sa.column('b').is_(None))"),
                self.schema()),
            "op.create_foreign_key(%s, %s, 'other', %r, %r%s)" % (name, table, names, names, rules),
            "op.create_exclude_constraint(%s, %s, (%r, '&&'), using='gist'%s)" % (
                name, table, names[0], self.maybe("where=sa.text('a > 1')")))

    def drop(self):
        kind = self.pick("'unique'", "'check'", "'foreignkey'", "'primary'", "None")
        return self.pick(
            "op.drop_constraint('c', %s, type_=%s%s)" % (self.table(), kind, self.schema()),
            "op.drop_index('ix'%s%s)" % (self.maybe("table_name='t'"), self.schema()),
            "op.drop_column(%s, %r%s)" % (self.table(), self.rng.choice(NAMES), self.schema()),
            "op.drop_table(%s%s)" % (self.table(), self.schema()),
            "op.drop_table_comment(%s%s%s)" % (self.table(), self.maybe("existing_comment='x'"),
                                               self.schema()))

    def other(self):
        return self.pick(
            "op.rename_table(%s, 'New'%s)" % (self.table(), self.schema()),
            "op.create_table_comment(%s, \"it's 5%%\"%s%s)" % (
                self.table(), self.maybe("existing_comment='x'"), self.schema()),
            "op.execute(\"UPDATE t SET a = '5%%' WHERE b LIKE '\\\\:x' AND c::int = 1\"%s)"
            % self.maybe("execution_options={'x': 1}"),
            "op.execute(sa.text('SELECT :a, :b').bindparams(a=5, b=\"it's\"))",
            "op.bulk_insert(sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String)),\n"
            "        [{'a': %d, 'b': 'it\\'s %%'}, {'a': None}])" % self.rng.randint(-5, 5))

    def batch(self):
        calls = ["add_column(%s)" % self.column(self.rng.choice(NAMES), False),
                 "drop_column(%r)" % self.rng.choice(NAMES),
                 "alter_column(%r, nullable=False)" % self.rng.choice(NAMES),
                 "create_index('ix_b', %r, unique=True)" % self.column_names(),
                 "drop_index('ix_b')", "drop_constraint('c_b', type_='unique')",
                 "create_unique_constraint('uq_b', %r)" % self.column_names(),
                 "create_foreign_key('fk_b', 'users', ['a'], ['id'])",
                 "create_check_constraint('ck_b', 'a > 1')"]
        chosen = self.rng.sample(calls, self.rng.randint(1, 3))
        lines = "".join("\n        batch_op." + call for call in chosen)
        opened = "with op.batch_alter_table(%s%s) as batch_op:" % (self.table(), self.schema())
        return opened + lines

    def body(self):
        kinds = [self.create_table] * 4
        kinds += [self.add_column, self.alter_column, self.create_index] * 2
        kinds += [self.create_constraint, self.create_constraint, self.drop, self.other, self.batch]
        self.lines = [self.rng.choice(kinds)() for _ in range(self.rng.randint(1, 4))]
        return "\n".join(self.lines)


def printed(done):
    """The SQL of a run, without the version table's rows, which the versions print differently."""
    text = re.sub(r"(INSERT INTO|UPDATE) alembic_version [^;]*;", "", done.out)
    return re.sub(r"\n{2,}", "\n\n", text).strip()


def compare(bodies, directory):
    """Runs a chain of scripts with both; returns what differs."""
    project = limbecktest.Project(directory)
    project.write("migrations/env.py", ENV)
    for i, body in enumerate(bodies):
        project.revision("r%d" % i, "r%d" % (i - 1) if i else None, body)
    ours = project.limbeck(None, "upgrade", "head", "--sql")
    theirs = project.alembic(None, "upgrade", "head", "--sql")
    refused = len(bodies) == 1 and ours.status == 4 and theirs.status != 0
    if refused or (ours.status == theirs.status == 0 and printed(ours) == printed(theirs)):
        return None
    diff = difflib.unified_diff(printed(theirs).split("\n"), printed(ours).split("\n"), "alembic",
                                "limbeck", lineterm="", n=2)
    said = "limbeck %d alembic %d" % (ours.status, theirs.status)
    return "\n".join([said, ours.err[-600:] if ours.status else "",
                      theirs.err[-300:] if theirs.status else ""] + list(diff)[:40])


def check(bodies, make):
    """The differences of a batch, halved until single scripts are to blame: one that both refuse
    makes the whole batch fail."""
    difference = compare(bodies, make())
    if not difference:
        return []
    if len(bodies) == 1:
        return [(bodies[0], difference)]
    half = len(bodies) // 2
    return check(bodies[:half], make) + check(bodies[half:], make)


def corpus():
    """All text that recorded cases have."""
    here = os.path.dirname(os.path.abspath(__file__))
    paths = glob.glob(os.path.join(here, "../../testdata/sql/*.case"))
    return "".join(open(path).read() for path in paths)


OWN = {"execute_file", "query", "create_type", "drop_type", "create_item", "drop_item"}
NO_TYPES = {"TupleType", "NullType", "variant", "user_type"}


def missing(text):
    """Keywords and types that occur nowhere in a text."""
    for name, params in standin.OPS.items():
        calls = re.findall(r"\bop\.%s\((.*?)(?=\n\s*(?:op\.|----|with |#)|\Z)" % name, text, re.S)
        if name not in OWN and not calls:
            yield name
        after = [p for p, _ in params[[p for p, _ in params].index("*") + 1:]] \
            if ("*", False) in params else []
        for keyword in after:
            if name not in OWN and not keyword.startswith("*") and \
                    not any(re.search(r"\b%s=" % keyword, call) for call in calls):
                yield "%s(%s=)" % (name, keyword)
    for tag, _ in standin.NODES.items():
        bare = tag.split(".")[-1]
        if tag in standin.types_of_model() and bare not in NO_TYPES and \
                not re.search(r"\b(sa|postgresql)\.%s\b" % bare, text):
            yield tag


class RandomScripts(limbecktest.Case):
    def test_print_the_same(self):
        count = int(os.environ.get("LIMBECK_SCRIPTS", "1000"))
        seed = int(os.environ.get("LIMBECK_SEED", "1"))
        print("seed", seed)
        rng, text, wrong = random.Random(seed), corpus(), []
        for start in range(0, count, BATCH):
            bodies = [Script(rng).body() for _ in range(min(BATCH, count - start))]
            text += "\n".join(bodies)
            wrong += check(bodies, self.directory)
        for body, difference in wrong[:5]:
            print("----\n%s\n%s" % (body, difference))
        self.assertEqual(len(wrong), 0, "%d of %d scripts differ" % (len(wrong), count))
        self.assertEqual(list(missing(text)), [], "what occurs in no script")


if __name__ == "__main__":
    limbecktest.main()
