#!/usr/bin/env python3
"""A folder includes headers of lower floors and its own; foreign libraries live in one folder each."""
import house

# The folder that alone may include what starts with this.
HOME = {
    "libpq-fe.h": "db", "libpq/": "db", "postgres_ext.h": "db", "pg_config": "db",
    "pg_query": "sql",
    "git2": "vcs",
    "sqlite3": "journal",
    "yaml.h": "rev",
    "gmp.h": "py",
    "jansson.h": "sql",
    "pcre2": "mods",
}


def check_system(faults, path, line, name):
    folder = house.folder_of(path)
    for prefix, home in HOME.items():
        if name.startswith(prefix) and folder != home:
            faults.add(path, line, f"<{name}> may be included in '{home}' only")


def check_own(faults, floors, path, line, name):
    folder, other = house.folder_of(path), name.split("/")[0]
    if "/" not in name or other not in floors:
        faults.add(path, line, f'"{name}" is not written as "folder/x.h"')
    elif other != folder and floors[other] >= floors[folder]:
        faults.add(path, line, f"'{folder}' (floor {floors[folder]}) may not include "
                               f"'{other}' (floor {floors[other]})")
    elif other != folder and not house.exists("include/" + name):
        faults.add(path, line, f'"{name}" is private to \'{other}\'')


def check(faults):
    floors = house.floors()
    for path in house.files("include", "src", ext=(".c", ".h", ".def")):
        if house.folder_of(path) not in floors:
            faults.add(path, 0, "is in a folder that LAYERS does not have")
            continue
        for line, name, system in house.includes(path):
            if system:
                check_system(faults, path, line, name)
            else:
                check_own(faults, floors, path, line, name)


house.main(check)
