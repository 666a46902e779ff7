"""Generated projects: revisions in the mix of operations that projects in the wild have, valid for
real Alembic and limbeck alike, up and down.  The same seed gives the same project.

    generate.project(directory, revisions=300, statements=2200, seed=1)
"""
import random

import limbecktest

TYPES = ["sa.Integer()", "sa.String(length=80)", "sa.Text()", "sa.Boolean()", "sa.BigInteger()",
         "sa.DateTime(timezone=True)", "sa.Numeric(10, 2)", "postgresql.JSONB()",
         "postgresql.UUID(as_uuid=True)", "sa.Float()", "sa.Date()"]

# Operations and how often upgrade() has them, counted over public projects (per cent).
MIX = {"add_column": 26, "execute": 26, "create_index": 15, "create_table": 9, "alter_column": 9,
       "create_foreign_key": 5, "drop_column": 3, "drop_index": 2, "drop_constraint": 2,
       "create_unique_constraint": 1, "create_check_constraint": 1, "rename_table": 1}


class Table:
    def __init__(self, name):
        self.name = name
        self.columns = {}        # name: type
        self.nullable = set()
        self.indexes = {}        # name: column
        self.constraints = {}    # name: (alembic's type_, how to create it)


class Schema:
    """What is there after the operations so far; each method adds one operation in one revision and
    returns (upgrade, downgrade) as statements, or None where the schema has no place for it."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.tables = []
        self.count = 0

    def name(self, prefix):
        self.count += 1
        return f"{prefix}_{self.count}"

    def table(self, wanted=lambda table: True):
        fitting = [table for table in self.tables if wanted(table)]
        return self.random.choice(fitting) if fitting else None

    def free_column(self, table):
        """A column that nothing depends on."""
        used = set(table.indexes.values()) | {"id"}
        used |= {column for _, _, columns in table.constraints.values() for column in columns}
        free = sorted(set(table.columns) - used)
        return self.random.choice(free) if free else None

    def create_table(self):
        table = Table(self.name("t"))
        lines = [f"op.create_table('{table.name}',",
                 "    sa.Column('id', sa.Integer(), nullable=False),"]
        table.columns["id"] = "sa.Integer()"
        for _ in range(self.random.randint(2, 7)):
            column, kind = self.name("c"), self.random.choice(TYPES)
            table.columns[column] = kind
            table.nullable.add(column)
            lines.append(f"    sa.Column('{column}', {kind}, nullable=True),")
        lines.append("    sa.PrimaryKeyConstraint('id'))")
        self.tables.append(table)
        return "\n".join(lines), f"op.drop_table('{table.name}')"

    def add_column(self):
        table, column, kind = self.table(), self.name("c"), self.random.choice(TYPES)
        table.columns[column] = kind
        table.nullable.add(column)
        return (f"op.add_column('{table.name}', sa.Column('{column}', {kind}, nullable=True))",
                f"op.drop_column('{table.name}', '{column}')")

    def drop_column(self):
        table = self.table(lambda t: self.free_column(t))
        if not table:
            return None
        column = self.free_column(table)
        kind, nullable = table.columns.pop(column), column in table.nullable
        return (f"op.drop_column('{table.name}', '{column}')",
                f"op.add_column('{table.name}', sa.Column('{column}', {kind}, nullable={nullable}))")

    def alter_column(self):
        table = self.table(lambda t: self.free_column(t))
        if not table:
            return None
        column = self.free_column(table)
        before = column in table.nullable
        table.nullable ^= {column}
        change = (f"op.alter_column('{table.name}', '{column}', "
                  f"existing_type={table.columns[column]}, nullable=%s)")
        return change % (not before), change % before

    def execute(self):
        table = self.table()
        low = self.random.randint(1, 1000)
        kind = self.random.randrange(3)
        if kind == 0:
            return f'op.execute("UPDATE {table.name} SET id = id WHERE id < {low}")', "pass"
        if kind == 1:
            return f"op.execute(sa.text('DELETE FROM {table.name} WHERE id = :id')"\
                   f".bindparams(id=-{low}))", "pass"
        return f"op.execute(\"COMMENT ON TABLE {table.name} IS 'state {low}'\")", \
               f'op.execute("COMMENT ON TABLE {table.name} IS NULL")'

    def create_index(self):
        table = self.table()
        column = self.random.choice([c for c, t in table.columns.items() if "JSON" not in t])
        index = self.name("ix")
        table.indexes[index] = column
        return (f"op.create_index('{index}', '{table.name}', ['{column}'], unique=False)",
                f"op.drop_index('{index}', table_name='{table.name}')")

    def drop_index(self):
        table = self.table(lambda t: t.indexes)
        if not table:
            return None
        index = self.random.choice(sorted(table.indexes))
        column = table.indexes.pop(index)
        return (f"op.drop_index('{index}', table_name='{table.name}')",
                f"op.create_index('{index}', '{table.name}', ['{column}'], unique=False)")

    def create_foreign_key(self):
        table = self.table(lambda t: "sa.Integer()" in list(t.columns.values())[1:])
        if not table:
            return None
        column = next(c for c, t in list(table.columns.items())[1:] if t == "sa.Integer()")
        name, target = self.name("fk"), self.table()
        create = (f"op.create_foreign_key('{name}', '{table.name}', '{target.name}', "
                  f"['{column}'], ['id'])")
        if target is not table:      # a table that is referred to is not renamed: see rename_table
            target.constraints[f"<{name}"] = ("", "", ())
        table.constraints[name] = ("foreignkey", create, (column,))
        return create, f"op.drop_constraint('{name}', '{table.name}', type_='foreignkey')"

    def create_unique_constraint(self):
        return self._constraint("unique", "uq", "op.create_unique_constraint('{0}', '{1}', ['id'])")

    def create_check_constraint(self):
        return self._constraint("check", "ck",
                                "op.create_check_constraint('{0}', '{1}', sa.text('id > -9999'))")

    def _constraint(self, kind, prefix, create):
        table, name = self.table(), self.name(prefix)
        create = create.format(name, table.name)
        table.constraints[name] = (kind, create, ("id",))
        return create, f"op.drop_constraint('{name}', '{table.name}', type_='{kind}')"

    def drop_constraint(self):
        def droppable(table):
            return [n for n, (kind, _, _) in table.constraints.items() if kind in ("check", "foreignkey")]
        table = self.table(droppable)
        if not table:
            return None
        name = self.random.choice(droppable(table))
        kind, create, _ = table.constraints.pop(name)
        return f"op.drop_constraint('{name}', '{table.name}', type_='{kind}')", create

    def rename_table(self):
        table = self.table(lambda t: not t.constraints)
        if not table:
            return None
        old, table.name = table.name, self.name("t")
        return (f"op.rename_table('{old}', '{table.name}')",
                f"op.rename_table('{table.name}', '{old}')")

    def operation(self):
        """One more operation by the mix."""
        while True:
            kind = self.random.choices(list(MIX), MIX.values())[0]
            if not self.tables:
                kind = "create_table"
            made = getattr(self, kind)()
            if made:
                return made


def project(directory, revisions, statements, seed=1, configure=""):
    """Writes a project with a linear chain of revisions; returns it as a limbecktest.Project."""
    made, schema, down = limbecktest.Project(directory, configure), Schema(seed), None
    for number in range(1, revisions + 1):
        share = statements * number // revisions - statements * (number - 1) // revisions
        operations = [schema.operation() for _ in range(max(share, 1))]
        revision = f"{schema.random.getrandbits(48):012x}"
        made.revision(revision, down, "\n".join(up for up, _ in operations),
                      "\n".join(back for _, back in reversed(operations)),
                      message=f"revision number {number}")
        down = revision
    made.head = down
    return made
