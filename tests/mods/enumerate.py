#!/usr/bin/env python3
"""Prints as JSON what Alembic and SQLAlchemy offer to scripts: the keywords of every operation, of
every type and of every schema item, the postgresql_ keywords, and all parameters of all of them.

usage: enumerate.py          run with a Python that imports alembic and sqlalchemy
testdata/mods/surface.json is its output under Alembic 1.19.1 with SQLAlchemy 2.0.52."""
import inspect
import json
import warnings

warnings.simplefilter("ignore")
import alembic    # noqa: E402
import sqlalchemy as sa    # noqa: E402
from alembic.operations import BatchOperations, Operations    # noqa: E402
from sqlalchemy.dialects import postgresql    # noqa: E402
from sqlalchemy.types import TypeEngine    # noqa: E402

# What Enum takes through **kw.
ENUM = ["name", "schema", "native_enum", "create_constraint", "length", "metadata",
        "inherit_schema", "validate_strings", "values_callable", "omit_aliases", "quote"]
ITEMS = [sa.Column, sa.ForeignKey, sa.ForeignKeyConstraint, sa.PrimaryKeyConstraint, sa.Table,
         sa.UniqueConstraint, sa.CheckConstraint, sa.Index, sa.Sequence, sa.Identity, sa.Computed,
         sa.DefaultClause, sa.FetchedValue, sa.MetaData]
TABLE = ["schema", "quote", "quote_schema", "autoload_replace", "keep_existing", "extend_existing",
         "resolve_fks", "include_columns", "implicit_returning", "comment", "info", "listeners",
         "prefixes"]
EXCLUDE = ["using", "where", "ops", "deferrable", "initially"]
# What operations and objects take through **kw beside the keywords of the dialect: the object whose
# postgresql_ keywords they hand on, and names.
MORE = {
    "create_table": ("Table", TABLE), "drop_table": ("Table", ["comment", "info", "prefixes"]),
    "alter_column": (None, ["autoincrement", "existing_autoincrement", "postgresql_using"]),
    "drop_column": (None, ["if_exists", "mssql_drop_default"]),
    "create_index": ("Index", ["quote", "info"]), "drop_index": ("Index", ["quote"]),
    "create_unique_constraint": ("UniqueConstraint", ["deferrable", "initially", "info"]),
    "create_check_constraint": ("CheckConstraint", ["deferrable", "initially", "info"]),
    "create_foreign_key": ("ForeignKeyConstraint", ["use_alter", "link_to_name", "info", "comment"]),
    "create_exclude_constraint": (None, EXCLUDE + ["schema"]),
    "ExcludeConstraint": (None, EXCLUDE + ["name", "info"]), "ForeignKey": ("ForeignKeyConstraint", []),
    "Enum": (None, ENUM), "ENUM": (None, ENUM),
    "DOMAIN": (None, ["schema", "metadata", "inherit_schema", "quote"])}
MORE_OF_BATCH = {"create_index": ["unique", "if_not_exists"], "drop_index": ["if_exists"]}
# What of an operation's context is for programs, and whose arguments no script gives.
NOT_FOR_SCRIPTS = {"context", "create_module_class_proxy"}


def keywords(function):
    """Names of the parameters that have a default."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    return [p.name for p in found if p.default is not p.empty and not p.name.startswith("_")]


def operations(cls):
    out = {}
    for name in sorted(dir(cls)):
        function = getattr(cls, name)
        if name.startswith(("create_", "drop_", "add_", "alter_", "bulk_", "rename_", "batch_",
                            "execute", "inline_")) and name != "create_module_class_proxy":
            out[name] = keywords(function)
    return out


def types(module):
    out = {}
    for name in sorted(dir(module)):
        cls = getattr(module, name)
        if inspect.isclass(cls) and issubclass(cls, TypeEngine) and not name.startswith("_"):
            more = ENUM if name.lower() == "enum" else []
            own = cls.__init__ is not object.__init__
            out[name] = sorted(set((keywords(cls.__init__) if own else []) + more))
    return out


def handed_on(name, batch=False):
    """What a ** parameter takes."""
    known = {c.__name__: args for c, args in postgresql.base.PGDialect.construct_arguments}
    construct, more = MORE.get(name, (name, []))
    found = more + (MORE_OF_BATCH.get(name, []) if batch else [])
    return found + sorted("postgresql_" + k for k in known.get(construct) or [])


def parameters(function, more):
    """All parameters in order, "x=" those with a default: "*" stands before those that only have
    names, "*x" for any number of arguments, "**" before what goes through keywords."""
    out, marked = [], False
    for p in list(inspect.signature(function).parameters.values()):
        own = p.kind is p.POSITIONAL_OR_KEYWORD and p.name.startswith("_")
        if p.kind is p.VAR_POSITIONAL or ((own or p.kind is p.KEYWORD_ONLY) and not marked):
            marked = True
            out.append("*" + (p.name if p.kind is p.VAR_POSITIONAL else ""))
        if p.kind is p.VAR_KEYWORD:
            out += ["**"] + [name + "=" for name in more if name + "=" not in out]
        elif p.kind is not p.VAR_POSITIONAL and p.name != "self" and not p.name.startswith("_"):
            out.append(p.name + ("=" if p.default is not p.empty else ""))
    return out


def surface():
    """Name as scripts write it -> its parameters."""
    out = {}
    for cls, prefix in ((Operations, "op."), (BatchOperations, "batch_op.")):
        for name in sorted(set(dir(cls)) - NOT_FOR_SCRIPTS):
            if not name.startswith("_") and callable(getattr(cls, name)):
                out[prefix + name] = parameters(getattr(cls, name),
                                                handed_on(name, prefix != "op."))
    for cls in ITEMS:
        out["sa." + cls.__name__] = parameters(cls.__init__, handed_on(cls.__name__))
    out["postgresql.ExcludeConstraint"] = parameters(postgresql.ExcludeConstraint.__init__,
                                                     handed_on("ExcludeConstraint"))
    for module, prefix in ((sa, "sa."), (sa.types, "sa.types."), (postgresql, "postgresql.")):
        for name in types(module):
            cls = getattr(module, name)
            own = cls.__init__ is not object.__init__
            if prefix != "sa.types." or not hasattr(sa, name):
                out[prefix + name] = parameters(cls.__init__, handed_on(name)) if own else []
    return out


def main():
    known = postgresql.base.PGDialect.construct_arguments
    print(json.dumps({
        "versions": [alembic.__version__, sa.__version__],
        "op": operations(Operations), "batch_op": operations(BatchOperations),
        "types": {**types(sa), **types(sa.types)}, "postgresql": types(postgresql),
        "schema": {c.__name__: keywords(c.__init__) for c in ITEMS},
        "dialect": {c.__name__: sorted("postgresql_" + k for k in args) for c, args in known},
        "parameters": surface(),
    }, indent=1, sort_keys=True))


if __name__ == "__main__":
    main()
