#!/usr/bin/env python3
"""The resolver agrees with CPython's compiler on the standard library: for every function, lambda,
class and generator expression the qualified name, parameter counts, generator flag, local and free
names.  Further directories may be named as arguments.

limbeck has the names of list, set and dict comprehensions in the frame around them, CPython 3.11 in
code objects of their own; those are merged before comparing.  Annotations are not evaluated here, so
CPython is told to leave them as text."""
import __future__
import os
import subprocess
import sys
import types
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import stdlib  # noqa: E402

INLINE = ("<listcomp>", "<setcomp>", "<dictcomp>")
# Files with code that CPython drops, or locals that are only annotated: it does not list their names.
DROPPED = ("test_compile.py", "test_grammar.py", "test_posix.py")
GENERATOR, ASYNC, VARARGS, VARKEYWORDS = 0x20 | 0x200, 0x80 | 0x200, 4, 8


def line(code, hidden, codes):
    """One code object as the parser prints it, its comprehensions merged into it."""
    f = code.co_flags
    generator = bool(f & GENERATOR)
    flags = generator + 2 * bool(f & ASYNC) + (f & (VARARGS | VARKEYWORDS))
    own = set(code.co_varnames) | set(code.co_cellvars)
    if own & {"__class__"} and not f & 1:
        own.discard("__class__")
    codes.append("%s %d/%d/%d flags %d own: %s hidden: %s free: %s" % (
        code.co_qualname, code.co_posonlyargcount, code.co_argcount, code.co_kwonlyargcount, flags,
        " ".join(sorted(own)), " ".join(sorted(hidden)), " ".join(sorted(code.co_freevars))))


def visit(code, codes):
    hidden = []
    for inner in comprehensions(code):
        hidden += [n for n in set(inner.co_varnames) | set(inner.co_cellvars) if n != ".0"]
    line(code, hidden, codes)
    for inner in functions(code):
        visit(inner, codes)


def inner_codes(code):
    return [c for c in code.co_consts if isinstance(c, types.CodeType)]


def comprehensions(code):
    for c in inner_codes(code):
        if c.co_name in INLINE:
            yield c
            yield from comprehensions(c)


def functions(code):
    for c in inner_codes(code):
        if c.co_name in INLINE:
            yield from functions(c)
        else:
            yield c


def expected(path):
    with open(path, "rb") as f:
        data = f.read()
    codes = []
    flags = __future__.annotations.compiler_flag
    visit(compile(data, path, "exec", flags, dont_inherit=True), codes)
    return sorted(codes)


def words(text, *names):
    """The lists behind "name:" in a line, in that order."""
    parts = {}
    for word in text.split(" "):
        if word.endswith(":") and word[:-1] in ("locals", "cells", "hidden", "hiddencells", "free"):
            current = parts.setdefault(word[:-1], [])
        else:
            current.append(word)
    return [parts[n] for n in names]


def ours(paths):
    run = subprocess.run([stdlib.PARSER, "-s"], input="".join(p + "\n" for p in paths).encode(),
                         stdout=subprocess.PIPE, check=True)
    found = {}
    for text in run.stdout.decode().splitlines():
        if text.startswith("#"):
            current = found[text[1:]] = []
        elif "\t" not in text:
            head, rest = text.split(" locals:", 1)
            own, cells, hidden, more, free = words("locals:" + rest, "locals", "cells", "hidden",
                                                   "hiddencells", "free")
            more = [n for n in more if n != "__class__"]
            current.append("%s own: %s hidden: %s free: %s" % (
                head.split(" ", 1)[1], " ".join(sorted(own + cells)),
                " ".join(sorted(hidden + more)), " ".join(sorted(free))))
    return {p: sorted(v) for p, v in found.items()}


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    paths = list(stdlib.python_files(sys.argv[1:] or [os.path.dirname(os.__file__)]))
    bad = compared = 0
    for i in range(0, len(paths), stdlib.BATCH):
        found = ours(paths[i:i + stdlib.BATCH])
        for path in found:
            if os.path.basename(path) in DROPPED:
                continue
            try:
                wanted = expected(path)
            except (SyntaxError, ValueError):
                continue
            compared += len(wanted)
            for only, who in ((set(found[path]) - set(wanted), "ours"),
                              (set(wanted) - set(found[path]), "cpython")):
                for text in sorted(only):
                    bad += 1
                    print("%s: %s: %s" % (path, who, text))
    print("%d code objects, %d lines differ" % (compared, bad))
    return bad != 0 or compared < 1000


if __name__ == "__main__":
    sys.exit(main())
