#!/usr/bin/env python3
"""Sizes of functions, files, lines and parameter lists; share of comments."""
import re

import house

FUNCTION_MEDIAN, FUNCTION_P90, FUNCTION_MOST = 12, 40, 80
FILE_MOST, HEADER_MOST, COLUMNS, PARAMETERS = 600, 150, 100, 5
COMMENTS_LEAST, COMMENTS_MOST = 12, 20
ENOUGH = 40             # below this many functions or lines a share says nothing


def check_file(faults, path):
    lines = house.read(path).split("\n")
    bound = HEADER_MOST if path.endswith(".h") else FILE_MOST
    if len(lines) - 1 > bound:
        faults.add(path, 0, f"has {len(lines) - 1} lines; at most {bound}")
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS:
            faults.add(path, number, f"has {len(line)} columns; at most {COLUMNS}")
        if "\t" in line:
            faults.add(path, number, "has a tab; indent with 4 spaces")
        if line != line.rstrip():
            faults.add(path, number, "ends with white space")


def is_dispatch(function):
    """Is nearly all of it one switch?"""
    at = function.body.find("switch")
    return at >= 0 and function.body.count("\n", 0, at) <= 20


def check_functions(faults, path, switches):
    found = house.functions(path)
    for f in found:
        if f.parameters > PARAMETERS:
            faults.add(path, f.first, f"'{f.name}' has {f.parameters} parameters; at most "
                                      f"{PARAMETERS}")
        if re.search(r"_?(part|piece|step|cont|half)_?\d+$|_(cont|continued)$", f.name):
            faults.add(path, f.first, f"'{f.name}' is a cut, not a design")
        if f.lines > FUNCTION_MOST:
            folder = house.folder_of(path)
            if is_dispatch(f) and folder not in switches:
                switches[folder] = f.name
            else:
                faults.add(path, f.first, f"'{f.name}' has {f.lines} lines; at most "
                                          f"{FUNCTION_MOST}, but for one switch in a folder")
    return [f.lines for f in found]


def check_shares(faults, lengths, comments, lines):
    lengths.sort()
    if len(lengths) >= ENOUGH:
        for share, bound in ((50, FUNCTION_MEDIAN), (90, FUNCTION_P90)):
            length = lengths[len(lengths) * share // 100]
            if length > bound:
                faults.add("src", 0, f"{share} % of the functions are within {length} lines; "
                                     f"should be {bound}")
    percent = 100 * comments / max(lines, 1)
    if lines >= ENOUGH and not COMMENTS_LEAST <= percent <= COMMENTS_MOST:
        faults.add("src", 0, f"{percent:.1f} % of the lines have comments; should be "
                             f"{COMMENTS_LEAST} to {COMMENTS_MOST}")


def check(faults):
    lengths, switches, comments, lines = [], {}, 0, 0
    for path in house.files("include", "src", ext=(".c", ".h")):
        text = house.read(path)
        check_file(faults, path)
        lengths += check_functions(faults, path, switches)
        comments += len(house.comment_lines(text))
        lines += text.count("\n")
    for path in house.files("tests", ext=(".c", ".h", ".py", ".sh")):
        length = house.read(path).count("\n")
        if length > FILE_MOST:
            faults.add(path, 0, f"has {length} lines; at most {FILE_MOST}")
    check_shares(faults, lengths, comments, lines)


house.main(check)
