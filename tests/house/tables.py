#!/usr/bin/env python3
"""The .def tables: rows sorted and unique, names in form, a sentence for each.

A table that is not listed here is held to the rule for all: rows of equal length, the first
argument unique."""
import re
import house


class Table:
    """Rules of one table; columns are named in the order of the row's arguments."""

    def __init__(self, columns, unique=("id",), order=(), together=None, named=None):
        self.columns = columns.split()
        self.unique, self.order, self.together, self.named = unique, order, together, named

    def dicts(self, rows):
        return [dict(zip(self.columns, row.values), line=row.line) for row in rows]


TABLES = {
    "include/base/errors.def": Table("id status doc", order=("status", "id")),
    "include/base/limits.def": Table("id value unit doc"),
    "include/conf/settings.def": Table("id name type choices default alembic doc",
                                       unique=("id", "name"), order=("name",)),
    "include/model/ops.def": Table("id name signature lock flags doc", unique=("id", "name"),
                                   order=("id",), named=True),
    "include/model/nodes.def": Table("id name family signature doc", unique=("id", "name"),
                                     together="family"),
}


def key(row, columns):
    return tuple(int(row[c]) if row[c].isdigit() else row[c] for c in columns)


def check_unique(faults, path, rows, column):
    seen = {}
    for row in rows:
        value = row[column]
        if value in seen:
            faults.add(path, row["line"], f"'{value}' is in line {seen[value]} already")
        seen.setdefault(value, row["line"])


def check_order(faults, path, rows, order):
    for before, row in zip(rows, rows[1:]):
        if key(row, order) < key(before, order):
            faults.add(path, row["line"], f"'{row['id']}' is not sorted by {', '.join(order)}")


def check_together(faults, path, rows, column):
    ended, current = set(), None
    for row in rows:
        if row[column] != current:
            ended.add(current)
            current = row[column]
            if current in ended:
                faults.add(path, row["line"], f"rows of {column} {current} do not stand together")


def check_sentences(faults, path, rows):
    for row in rows:
        doc = row.get("doc")
        if doc is not None and (not doc.strip() or doc.rstrip().endswith(".")):
            faults.add(path, row["line"], f"'{row['id']}' needs a sentence without full stop")


def check_names(faults, path, rows):
    for row in rows:
        if row["id"].lower() != row["name"]:
            faults.add(path, row["line"], f"'{row['id']}' and '{row['name']}' are not one name")


def check_listed(faults, path, table, rows):
    for row in rows:
        if len(row.values) != len(table.columns):
            faults.add(path, row.line, f"has {len(row.values)} arguments; should be "
                                       f"{len(table.columns)}")
            return
    dicts = table.dicts(rows)
    for column in table.unique:
        check_unique(faults, path, dicts, column)
    if table.order:
        check_order(faults, path, dicts, table.order)
    if table.together:
        check_together(faults, path, dicts, table.together)
    if table.named:
        check_names(faults, path, dicts)
    check_sentences(faults, path, dicts)


def check_any(faults, path, rows):
    """Rows of one macro have one length; the first argument is unique per macro."""
    shapes, seen = {}, {}
    for row in rows:
        if shapes.setdefault(row.macro, len(row.values)) != len(row.values):
            faults.add(path, row.line, f"has {len(row.values)} arguments, earlier rows have "
                                       f"{shapes[row.macro]}")
        name = (row.macro, row.values[0])
        if name in seen and re.match(r"\w", row.values[0]):
            faults.add(path, row.line, f"'{row.values[0]}' is in line {seen[name]} already")
        seen.setdefault(name, row.line)


def check(faults):
    for path in house.files("include", "src", ext=(".def",)):
        rows = house.rows(path)
        if not rows:
            faults.add(path, 0, "has no rows")
        elif path in TABLES:
            check_listed(faults, path, TABLES[path], rows)
        else:
            check_any(faults, path, rows)


house.main(check)
