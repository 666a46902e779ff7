#!/usr/bin/env python3
"""Parts of documents that are generated from tables equal what is generated.

With --write, puts what is generated into the documents."""
import os
import re
import sys
import house


def amount(value, unit):
    """A limit's value as people read it; C's 64u << 20 is 64 MiB."""
    m = re.fullmatch(r"(\d+)u?(?:\s*<<\s*(\d+))?", value)
    number, shift = int(m.group(1)), int(m.group(2) or 0)
    if unit == "bytes" and shift in (10, 20, 30):
        return f"{number} {'KiB MiB GiB'.split()[shift // 10 - 1]}"
    return f"{number << shift:,} {unit}".replace(",", " ")


def limits():
    rows = [row.values for row in house.rows("include/base/limits.def")]
    lines = ["| limit | value | bounds |", "|---|---|---|"]
    lines += [f"| {name} | {amount(value, unit)} | {doc} |" for name, value, unit, doc in rows]
    return "\n".join(lines)


def differences():
    """One file per known difference from Alembic, in order of their names."""
    return "\n".join(house.read(path) for path in sorted(house.files("differences", ext=(".md",))))


# Document, table that it is generated from, generator.
PARTS = [("SECURITY.md", "include/base/limits.def", limits),
         ("differences.md", "differences", differences)]


def replaced(text, table, body):
    """The document with its part replaced; None when the marks are missing."""
    mark = re.escape(f"<!-- generated from {table} by tests/house/generated.py -->")
    pattern = re.compile(f"({mark}\n)(.*?)(<!-- end -->)", re.DOTALL)
    if not pattern.search(text):
        return None
    return pattern.sub(lambda m: m.group(1) + body + "\n" + m.group(3), text)


def check(faults):
    for document, table, generator in PARTS:
        if not house.exists(table):
            continue
        text = house.read(document) if house.exists(document) else ""
        wanted = replaced(text, table, generator())
        if wanted is None:
            faults.add(document, 0, f"has no part generated from {table}")
        elif wanted != text and "--write" in sys.argv:
            with open(os.path.join(house.TREE, document), "w", encoding="utf-8") as f:
                f.write(wanted)
        elif wanted != text:
            faults.add(document, 0, f"differs from what {table} generates; run "
                                    f"tests/house/generated.py --write")


house.main(check)
