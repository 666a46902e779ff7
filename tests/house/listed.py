#!/usr/bin/env python3
"""Every source, header, table and test is named in a fragment, so that it is built and shipped."""
import re
import house

SHIPPED_WHOLE = ("tests/lib/", "tests/house/house.py")


def named():
    """All words of Makefile.am and the fragments; a test program stands for its C file."""
    text = house.read("Makefile.am") if house.exists("Makefile.am") else ""
    for path in house.files("src", "tests", ext=("Makefile.inc",)):
        text += re.sub(r"^#(?:\\\n|.)*", "", house.read(path), flags=re.MULTILINE)
    return set(re.findall(r"[\w./-]+", text))


def check(faults):
    words = named()
    for path in house.files("include", "src", "tests", ext=(".c", ".h", ".def", ".py", ".sh")):
        if path.startswith(SHIPPED_WHOLE):
            continue
        program = path[:-2] if path.startswith("tests/") and path.endswith(".c") else path
        if path not in words and program not in words:
            faults.add(path, 0, "is in no Makefile.inc")


house.main(check)
