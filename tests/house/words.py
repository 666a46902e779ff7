#!/usr/bin/env python3
"""Nothing in the tree depends on one machine or points at unfinished work.  Looks at every file."""
import re
import house

# Written so that this file does not contain what it looks for.
RULES = [
    (r"(?<![\w./])/(?:wor[k]|roo[t]|tmp/re[f])/", "is a path of one machine"),
    (r"(?<![\w./])/home/(?!\$)\w+/", "is a path of one machine"),
    (r"\.pyen[v]\b", "is a path of one machine"),
    (r"\b(?:registry\.npm[j]s|pyp[i]|files\.pythonhosted|crate[s]|proxy\.golang)\.(?:org|io)\b",
     "is a registry's host"),
    (r"\b(?:deb|security|snapshot|ftp)\.debia[n]\.org\b", "is a registry's host"),
    (r"\b(?:TOD[O]|FIXM[E]|XX[X]:|HAC[K]:)", "marks unfinished work: finish it or say it in words"),
    (r"^<{7} |^>{7} ", "is a leftover of a merge"),
]
# Data that others wrote, and text of bad trees.
EXEMPT = ("testdata/conformance/", "testdata/house/words/")


def check(faults):
    for path in house.files("."):
        if path.startswith(EXEMPT):
            continue
        text = house.read(path)
        if "\0" in text:
            continue
        for pattern, what in RULES:
            for m in re.finditer(pattern, text, flags=re.MULTILINE):
                line = text.count("\n", 0, m.start()) + 1
                faults.add(path, line, f"'{m.group(0)}' {what}")


house.main(check)
