#!/usr/bin/env python3
"""coverage.py BUILD: prints line coverage of src/ and include/, per folder and in all.

BUILD is a build configured with --enable-coverage whose tests have run."""
import gzip
import json
import os
import subprocess
import sys
import tempfile


def reports(build):
    """What gcov says about every object of the library and the program."""
    for folder, _, names in os.walk(os.path.join(build, "src")):
        for name in sorted(n for n in names if n.endswith(".gcno")):
            with tempfile.TemporaryDirectory() as scratch:
                subprocess.run(["gcov", "--json-format", os.path.join(folder, name)], check=True,
                               cwd=scratch, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
                for report in os.listdir(scratch):
                    with gzip.open(os.path.join(scratch, report)) as f:
                        yield json.load(f)


def folder_of(path):
    parts = path.split("/")
    for top in ("src", "include"):
        if top in parts[:-2]:
            return parts[len(parts) - 1 - parts[::-1].index(top) + 1]
    return None


def executed(build):
    """{(file, line): was it executed} per folder."""
    lines = {}
    for report in reports(build):
        for file in report["files"]:
            folder = folder_of(file["file"])
            if folder is None:
                continue
            known = lines.setdefault(folder, {})
            for line in file["lines"]:
                key = (os.path.basename(file["file"]), line["line_number"])
                known[key] = known.get(key, False) or line["count"] > 0
    return lines


def main():
    lines = executed(os.path.abspath(sys.argv[1]))
    total = {}
    for folder in sorted(lines):
        show(folder, lines[folder])
        total.update({(folder, key): value for key, value in lines[folder].items()})
    show("all", total)


def show(name, lines):
    hit = sum(lines.values())
    print(f"line coverage of {name:8} {100 * hit / max(len(lines), 1):5.1f} %  ({hit} of {len(lines)})")


main()
