#!/usr/bin/env python3
"""Calls that have no place here, or one place only: memory is base's, printing is cli's, scripts
start nothing, and what cannot bound its output is not used."""
import re
import house

# Function, the folders that may call it, why.
RULES = [
    ("longjmp|setjmp|sigsetjmp|siglongjmp", (), "errors are returned"),
    ("sprintf|vsprintf|strcpy|strcat|gets|strtok|alloca", (), "does not bound what it writes"),
    ("system|popen|fork|vfork|posix_spawn\\w*|exec[lv]p?e?", ("cli",), "nothing is started"),
    ("malloc|calloc|realloc|reallocarray|strdup|strndup|asprintf|vasprintf", ("base",),
     "memory comes from base/mem.h"),
    ("printf|vprintf|puts|putchar|perror|fprintf|fputs|fputc|vfprintf", ("cli",),
     "only cli prints"),
    ("exit|_exit|abort", ("cli", "base"), "errors are returned"),
    ("socket|bind|listen|accept", (), "libpq alone speaks to the network"),
    ("gmtime|localtime|asctime|ctime|rand|srand|setlocale", (), "is not safe or not the same everywhere"),
]
CALL = re.compile(r"(?<![\w.>])(\w+)\s*\(")
DEFINED = re.compile(r"^(?:static\b[^;{()]*?|[a-z][\w \*]*?)\b(\w+)\(", re.MULTILINE)


def own_names(text):
    """Functions that this file defines or declares itself: 'static void accept(…)' is no call."""
    return {m.group(1) for m in DEFINED.finditer(text)}


def check_file(faults, path):
    text = house.strip_c(house.read(path))
    folder, own = house.folder_of(path), None
    for m in CALL.finditer(text):
        for pattern, homes, why in RULES:
            if folder in homes or not re.fullmatch(pattern, m.group(1)):
                continue
            own = own_names(text) if own is None else own
            if m.group(1) not in own:
                line = text.count("\n", 0, m.start()) + 1
                faults.add(path, line, f"calls {m.group(1)}(): {why}")


def check(faults):
    for path in house.files("include", "src", ext=(".c", ".h")):
        check_file(faults, path)


house.main(check)
