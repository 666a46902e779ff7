#!/usr/bin/env python3
"""Prints as JSON what Alembic and SQLAlchemy offer to scripts: the keywords of every operation, of
every type and of every schema item, and the postgresql_ keywords.

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


def main():
    known = postgresql.base.PGDialect.construct_arguments
    print(json.dumps({
        "versions": [alembic.__version__, sa.__version__],
        "op": operations(Operations), "batch_op": operations(BatchOperations),
        "types": {**types(sa), **types(sa.types)}, "postgresql": types(postgresql),
        "schema": {c.__name__: keywords(c.__init__) for c in ITEMS},
        "dialect": {c.__name__: sorted("postgresql_" + k for k in args) for c, args in known},
    }, indent=1, sort_keys=True))


if __name__ == "__main__":
    main()
