"""Random pieces of revision scripts, made from the enumerated surface and the pools.

A piece is one operation, or one batch, with the definitions that it needs.  It can be asked to meet
a goal (counted.py): the goal's entry is put where scripts have such a thing, and its next call gives
the parameter in the goal's style.  Everything else about the piece is left to chance."""
import textwrap

import pools
from counted import SURFACE

HEAD = """from alembic import op
from alembic.operations import MigrateOperation, ops
from datetime import date
import enum
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Color(enum.Enum):
    red = 'R'
    green = 'G%'


async def runs(connection):
    pass
"""
# An operation of a script's own.
FROB = """class Frob(MigrateOperation):
    @classmethod
    def frob(cls, operations, x):
        return operations.invoke(cls())
"""
# Given at random to one call in a hundred only: they make most calls fail, or do nothing.
RARE = {"insert_before", "insert_after", "table", "include_columns", "autoload_with", "system", "key",
        "keep_existing", "extend_existing", "quote", "quote_schema", "listeners", "schema_event",
        "postgresql_with_oids", "copy_from", "table_args", "table_kwargs", "reflect_args",
        "reflect_kwargs", "metadata", "insert_sentinel", "autoload_replace", "resolve_fks", "implicit_returning"}
UNFIT = {"server_default", "server_onupdate", "nullable", "unique", "autoincrement"}
OFTEN = {"nullable": 0.5, "schema": 0.3, "server_default": 0.3, "name": 0.7}
# What other entries contain; all that is left are types.
CONSTRAINTS = ["sa.UniqueConstraint", "sa.PrimaryKeyConstraint", "sa.CheckConstraint",
               "sa.ForeignKeyConstraint", "postgresql.ExcludeConstraint", "sa.Index"]
OF_COLUMN = ["sa.ForeignKey", "sa.Identity", "sa.Computed", "sa.Sequence", "sa.DefaultClause",
             "sa.FetchedValue"]
OBJECTS = CONSTRAINTS + OF_COLUMN + ["sa.Column", "sa.Table", "sa.MetaData"]
# Classes that are there to be derived from, or compile to nothing; only goals take them.
NO_TYPES = {"postgresql.AbstractMultiRange", "postgresql.AbstractRange", "sa.TupleType",
            "postgresql.AbstractSingleRange", "postgresql.NamedType", "sa.types.NullType",
            "sa.types.TypeEngine", "sa.types.UserDefinedType", "sa.types.Variant",
            "sa.TypeDecorator", "sa.types.MatchType"}
TYPES = [e for e in SURFACE if e.startswith(("sa.", "postgresql.")) and e not in OBJECTS]
GENERATED = ["sa.Identity", "sa.Computed", "sa.Sequence"]
BATCH = ["add_column", "alter_column", "create_check_constraint", "create_exclude_constraint",
         "create_foreign_key", "create_index", "create_primary_key", "create_table_comment",
         "create_unique_constraint", "drop_column", "drop_constraint", "drop_index",
         "drop_table_comment", "execute"]
USUAL = ["create_table"] * 6 + ["batch_alter_table"] * 3 + BATCH + [
    "add_column", "alter_column", "create_index", "create_foreign_key", "drop_table",
    "rename_table", "bulk_insert"]
CHANGES = ["nullable", "comment", "server_default", "new_column_name", "type_"]
# How calls stand that are no operations by themselves.
STANDING = {
    "get_bind": "bind = {0}\n{1}execute('SELECT 1' if bind is None else 'SELECT 2')",
    "get_context": "{1}execute('SELECT %d' % {0}.as_sql)",
    "inline_literal": "{1}execute(sa.table('t', sa.column('a')).update().values(a={0}))",
    "f": "{1}execute('SELECT \"%s\"' % {0})",
    "register_operation": "{0}(Frob)\n{1}implementation_for(Frob)(lambda operations, operation: "
                          "operations.execute('FROB'))\n{1}frob(5)",
    "invoke": "{1}implementation_for(Frob)(lambda operations, operation: operations.execute('F'))\n"
              "{0}",
    "implementation_for": "@{0}\ndef frobbed(operations, operation):\n"
                          "    operations.execute('FROBBED')\n{1}invoke(Frob())"}


class Script:
    """Makes pieces.  allowed(entry, parameter, style, value) says what chance may give."""

    def __init__(self, rng, allowed=lambda entry, p="", style="call", value="": True):
        self.rng, self.allowed = rng, allowed
        self.goals, self.columns, self.width = {}, list(pools.NAMES), 1
        self.prefix, self.numbers, self.own_table = "op.", rng.randrange(1, 10 ** 4) * 10 ** 5, False
        self.types = [t for t in TYPES if t not in NO_TYPES and allowed(t)]

    # Pieces

    def piece(self, goal=None):
        self.columns, self.prefix, self.own_table = list(pools.NAMES), "op.", False
        if not goal:
            return self.operation(self.rng.choice(USUAL))
        entry, p, style = goal
        self.goals = {entry: (p, style)}
        prefix, _, name = entry.rpartition(".")
        if prefix in ("op", "batch_op"):
            return self.operation(name) if prefix == "op" else self.batch(name)
        if entry in ("sa.Table", "sa.MetaData"):
            return "op.execute(sa.schema.CreateTable(%s))" % self.whole_table()
        self.own_table = p == "table" and entry != "op.bulk_insert"
        if self.own_table:
            return "op.execute(sa.schema.AddConstraint(%s))" % self.call(entry)
        if entry == "sa.Sequence" and self.rng.random() < 0.7:
            return "op.execute(sa.schema.%sSequence(%s))" % (self.pick("Create", "Drop"),
                                                             self.call(entry))
        return self.operation("create_table" if entry in CONSTRAINTS else
                              self.pick("create_table", "add_column"))

    def operation(self, name):
        if name == "batch_alter_table":
            return self.batch()
        return self.standing(name)

    def standing(self, name):
        """A call of an operation with what it needs around it."""
        call = self.call(self.prefix + name, self.forced(name))
        text = STANDING.get(name, "{0}").format(call, self.prefix)
        return (FROB if "Frob" in text else "") + text

    def forced(self, name):
        return [self.rng.choice(CHANGES)] if name == "alter_column" else []

    def batch(self, name=None):
        opened = self.call("op.batch_alter_table")
        self.prefix = "batch_op."
        some = self.rng.sample([n for n in BATCH if n != name], self.rng.randint(0 if name else 1, 2))
        lines = [self.standing(n) for n in ([name] if name else []) + some]
        body = textwrap.indent("\n".join(lines), "    ")
        return "with %s as batch_op:\n%s" % (opened, body)

    # Calls

    def call(self, entry, force=(), avoid=()):
        """The text of a call: what is needed, what the goal wants, and some of the rest."""
        signature = SURFACE[entry]
        goal, style = self.goals.pop(entry, ("", "call"))
        self.width = self.rng.randint(1, 2)
        named_place = style == "name" and goal in signature.placed
        star = bool(signature.star) and not named_place
        wanted = set(signature.needed) | set(force) | {goal}
        wanted |= {"name"} & set(signature.names if entry.upper().endswith(".ENUM") else [])
        wanted |= {p for p in ("start",) if p in signature.names and
                   not self.allowed(entry, p, "left")}
        if star or (style == "place" and goal in signature.placed):
            last = len(signature.placed) if star else signature.placed.index(goal) + 1
            wanted |= set(signature.placed[:last])
        chosen = [p for p in signature.names
                  if p in wanted or (p not in avoid and self.chance(entry, p))]
        if "postgresql_using" in chosen and "alter_column" in entry and "type_" not in chosen:
            chosen.append("type_")
        if entry == "sa.Column":
            return self.column_call(chosen, goal)
        count = len(signature.placed) if star else self.places(entry, chosen, goal, style)
        texts = [self.value(entry, p) for p in signature.placed[:count]]
        some = self.value(entry, signature.star) if star else []
        texts += [some] if isinstance(some, str) else some
        rest = [p for p in chosen if p not in signature.placed[:count]]
        texts += ["%s=%s" % (p, self.value(entry, p)) for p in rest]
        return "%s(%s)" % (entry, ", ".join(texts))

    def places(self, entry, chosen, goal, style):
        """How many arguments stand without their names."""
        signature = SURFACE[entry]
        most = 0
        while most < len(signature.placed) and signature.placed[most] in chosen and \
                (style == "place" or self.allowed(entry, signature.placed[most], "place")):
            most += 1
        least = 0
        if goal in signature.placed:
            at = signature.placed.index(goal)
            least, most = (at + 1, most) if style == "place" else (0, min(most, at))
        return most if self.rng.random() < 0.7 else self.rng.randint(least, most)

    def chance(self, entry, p):
        if p == "table" or not self.allowed(entry, p, "name"):
            return False
        return self.rng.random() < (0.01 if p in RARE else OFTEN.get(p, 0.1))

    def value(self, entry, p):
        known = pools.VALUES.get("%s.%s" % (entry, p), pools.VALUES.get(p))
        text = known if isinstance(known, str) else self.rng.choice(
            [v for v in known if self.allowed(entry, p, "name", v)])
        return getattr(self, text)() if text.isidentifier() and hasattr(self, text) else text

    def pick(self, *choices):
        return self.rng.choice(choices)

    def pending(self, entries):
        """The entry of the goal that is still to be met, if it is one of these."""
        return next((e for e in entries if e in self.goals), None)

    # Names

    def number(self, prefix):
        self.numbers += 1
        return "'%s%d'" % (prefix, self.numbers)

    def table(self):
        return repr(self.rng.choice(pools.TABLES))

    def column_name(self):
        return repr(self.rng.choice(pools.NAMES))

    def named(self, prefix):
        number = self.number(prefix)
        return self.pick(number, number, "%sf(%s)" % (self.prefix, number))

    def given_name(self):
        return self.pick("None", *[self.named("c_")] * 5)

    def index_name(self):
        return self.named("ix_")

    def own_name(self):
        return self.named("c_")

    def own_columns(self):
        return repr(self.columns[:1])

    def type_name(self):
        return self.pick(self.number("e"), self.number("Kind"))

    def some_names(self):
        return repr(self.rng.sample(self.columns, self.rng.randint(1, min(2, len(self.columns)))))

    def star_names(self):
        most = min(2, len(self.columns))
        return [repr(n) for n in self.rng.sample(self.columns, self.rng.randint(1, most))]

    def index_columns(self):
        listed = [repr(n) for n in self.rng.sample(pools.NAMES, self.rng.randint(1, 3))]
        if self.rng.random() < 0.3:
            listed.append(self.pick("sa.text('lower(x)')", "sa.text('x DESC')",
                                    "sa.func.lower(sa.column('x'))", "sa.column('y').desc()"))
        return "[%s]" % ", ".join(listed)

    def joint_names(self):
        return repr(pools.NAMES[self.width:2 * self.width])

    def joint_columns(self):
        self.width = min(self.width, len(self.columns))
        return repr(self.columns[:self.width])

    def joint_targets(self):
        known = ["w.id", "w.name"] if self.own_table else ["public.users.id", "public.users.name"]
        return repr(known[:self.width])

    def its_table(self):
        """A table for a constraint that is told which is its own."""
        return "None" if not self.own_table else "sa.Table('w', sa.MetaData(), %s)" % ", ".join(
            "sa.Column(%r, sa.Integer)" % name for name in self.columns)

    def elements(self):
        return ["(%r, '%s')" % (n, self.pick("=", "&&"))
                for n in self.rng.sample(self.columns, self.rng.randint(1, min(2, len(self.columns))))]

    # Types

    def type(self):
        entry = self.pending(TYPES) or self.rng.choice(self.types)
        bare = not SURFACE[entry].needed and not SURFACE[entry].star and entry not in self.goals
        return entry if bare and self.rng.random() < 0.1 else self.call(entry)

    def item_type(self):
        return self.pick("sa.Integer()", "sa.Text", "sa.String(5)", "sa.Numeric(10, 2)",
                         "postgresql.UUID()", "sa.DateTime(timezone=True)")

    def enums(self):
        return self.pick(["'a'", "'b\\''", "'c%'"], ["'x y'"], ["Color"])

    def metadata(self):
        return self.call("sa.MetaData")

    # Tables and columns

    def whole_table(self):
        before, self.columns = self.columns, list(pools.NAMES)
        text = self.call("sa.Table")
        self.columns = before
        return text

    def items(self):
        """The columns of a table and what else it has; the names stay for constraints."""
        self.columns = self.rng.sample(pools.NAMES, self.rng.randint(1, 5))
        listed = [self.column(name) for name in list(self.columns)]
        entry = self.pending(CONSTRAINTS)
        usual = [c for c in CONSTRAINTS if self.allowed(c)]
        wanted = [entry] if entry else []
        wanted += [self.rng.choice(usual) for _ in range(self.rng.choice([0, 0, 1, 2]))]
        return listed + [self.call(c) for c in wanted]

    def column(self, name=None):
        self.name = name or self.rng.choice(pools.NAMES)
        flags = () if name else ("primary_key",)
        return self.call("sa.Column", avoid=flags)

    def column_call(self, chosen, goal):
        """A column: its name and type by place unless the goal wants them by name."""
        generated = self.pending(GENERATED)
        clause = self.pending(["sa.DefaultClause", "sa.FetchedValue"] + TYPES)
        if not generated and not clause and self.rng.random() < 0.1:
            generated = self.rng.choice([g for g in GENERATED if self.allowed(g)])
        kind = self.pick("sa.Integer()", "sa.BigInteger()") if generated else self.type()
        texts = ([] if goal == "name" else [repr(self.name)]) + ([] if goal == "type_" else [kind])
        texts += ([self.call(generated)] if generated else []) + self.parts()
        values = {"name": repr(self.name), "type_": kind}
        unfit = UNFIT if generated else set()
        rest = [p for p in chosen if p == goal or not (p in unfit or p in values)]
        texts += ["%s=%s" % (p, values.get(p) or self.value("sa.Column", p)) for p in rest]
        return "sa.Column(%s)" % ", ".join(texts)

    def parts(self):
        """What columns have without keywords: references, and what a goal wants."""
        entry = self.pending(["sa.ForeignKey", "sa.DefaultClause", "sa.FetchedValue"])
        if not entry and self.rng.random() < 0.1:
            entry = "sa.ForeignKey"
        return [self.call(entry)] if entry else []

    def server_default(self):
        return self.value("sa.Column", "server_default")

    def default_clause(self):
        return self.call("sa.DefaultClause")

    def fetched(self):
        return self.call("sa.FetchedValue")

    def identity(self):
        return self.call("sa.Identity")
