#!/usr/bin/env python3
"""Programs that are deep, long or wide end with a clear error or parse, within 256 MB and the stack
that every process has.  Limits are CPython's where it has them."""
import os
import resource
import subprocess
import sys
import tempfile

PARSER = os.path.join(os.environ.get("LIMBECK_BUILDDIR", "."), "tests/py/parse_main")
MEMORY = 256 << 20
N = 100000
DEEP = "the script is nested too deeply to be parsed"
TALL = "the expression is too deep"


def blocks(head, n):
    return "".join("%s%s\n" % (" " * i, head) for i in range(n)) + " " * n + "pass\n"


PROGRAMS = {
    "200 brackets": ("(" * 200 + ")" * 200, "ok"),
    "201 brackets": ("(" * 201 + ")" * 201, "too many nested parentheses"),
    "many brackets": ("[" * N, "too many nested parentheses"),
    "brackets that differ": ("([{" * N, "too many nested parentheses"),
    "many calls inside": ("f(" * 200 + ")" * 200, "ok"),
    "dicts with keys inside": ("{1:" * 200 + "2" + "}" * 200, "ok"),
    "minus": ("-" * N + "1", DEEP),
    "a few minus": ("-" * 500 + "1", "ok"),
    "not": ("not " * N + "1", DEEP),
    "power": ("2 ** " * N + "1", DEEP),
    "await": ("async def f(): " + "await " * N + "x", "invalid syntax"),
    "lambda": ("lambda: " * N + "1", DEEP),
    "if else": ("a if b else " * N + "c", DEEP),
    "walrus": ("(a := " * 150 + "1" + ")" * 150, "ok"),
    "plus": ("x = " + "a + " * 2000 + "1", "ok"),
    "much plus": ("x = " + "a + " * N + "1", TALL),
    "strings added": ("x = " + "'a' + " * 2500 + "'b'", "ok"),
    "strings side by side": ("x = (" + "'a' " * N + ")", "ok"),
    "attributes": ("x" + ".a" * 2500, "ok"),
    "many attributes": ("x" + ".a" * N, TALL),
    "chained calls": ("x" + "()" * N, TALL),
    "chained subscripts": ("x" + "[0]" * N, TALL),
    "and": ("x = " + "a and " * N + "b", "ok"),
    "comparisons": ("x = " + "a < " * N + "b", "ok"),
    "tuple": ("x = " + "1, " * N, "ok"),
    "targets": ("a = " * N + "1", "ok"),
    "stars": ("*" * N, "invalid syntax"),
    "elif": ("if a: pass\n" + "elif a: pass\n" * N, "ok"),
    "99 blocks": (blocks("if a:", 99), "ok"),
    "100 blocks": (blocks("if a:", 100), "too many levels of indentation"),
    "20 loops": (blocks("while a:", 20), "ok"),
    "21 loops": (blocks("while a:", 21), "too many statically nested blocks"),
    "20 with": ("with " + ", ".join("a" * 20) + ": pass", "ok"),
    "21 with": ("with " + ", ".join("a" * 21) + ": pass", "too many statically nested blocks"),
    "functions inside": (blocks("def f(a=b):", 90), "ok"),
    "classes inside": (blocks("class C(D):", 90), "ok"),
    "names of outer functions": (
        "".join("%sdef f%d(a%d):\n" % (" " * i, i, i) for i in range(90)) + " " * 90 + "return "
        + " + ".join("a%d" % i for i in range(90)), "ok"),
    "parameters": ("def f(%s): pass" % ", ".join("a%d" % i for i in range(N)), "ok"),
    "same parameters": ("def f(%s): pass" % ", ".join("a" for i in range(N)),
                        "duplicate argument 'a' in function definition"),
    "arguments": ("f(%s)" % ", ".join("a%d=1" % i for i in range(N)), "ok"),
    "same arguments": ("f(%s)" % ", ".join("a%d=1" % (i % 60000) for i in range(N)),
                       "keyword argument repeated"),
    "names": ("\n".join("a%d = b%d" % (i, i) for i in range(N)), "ok"),
    "locals": ("def f():\n" + "".join(" a%d = 1\n" % i for i in range(N)), "ok"),
    "captured": ("def f():\n" + "".join(" a%d = 1\n" % i for i in range(20000)) + " def g(): return "
                 + ", ".join("a%d" % i for i in range(20000)), "ok"),
    "globals": ("def f():\n global " + ", ".join("a%d" % i for i in range(N)), "ok"),
    "comprehensions inside": ("[" * 150 + "a" + " for a in b]" * 150, "ok"),
    "clauses": ("[a" + " for a in b" * 3000 + "]", "ok"),
    "generators inside": ("(" * 100 + "a" + " for a in b)" * 100, "ok"),
    "f-strings inside": ("f'{" * 101 + "}'" * 101, "too many nested f-strings"),
    "fields": ("f'" + "{a}" * N + "'", "ok"),
    "specs": ("f'" + "{a:{b}}" * N + "'", "ok"),
    "deep specs": ("f'{a:{b:{c:{d}}}}'", "f-string: expressions nested too deeply"),
    "open braces": ("f'" + "{" * (2 * N + 1), "unterminated string literal"),
    "patterns inside": ("match a:\n case " + "[" * 150 + "]" * 150 + ": pass", "ok"),
    "pattern alternatives": ("match a:\n case " + "1 | " * N + "2: pass", "ok"),
    "cases": ("match a:\n" + " case 1: pass\n" * N, "ok"),
    "match words": ("match " * N, "invalid syntax"),
    "match calls": ("match (" * 150 + ")" * 150, "ok"),
    "decimal": ("x = " + "9" * 5000, "Exceeds the limit (4300 digits)"),
    "hexadecimal": ("x = 0x" + "f" * N, "ok"),
    "float": ("x = 1e999999999999, 0." + "0" * N + "1", "ok"),
    "long string": ("x = '" + "\\x41" * N + "'", "ok"),
    "long name": ("a" * N + " = 1", "ok"),
    "long line": ("x = 1; " * N, "ok"),
    "continuations": ("x = \\\n" + "\\\n" * N + "1", "ok"),
    "blank lines": ("\n" * N * 5 + "x", "ok"),
    "commas": (",", "invalid syntax"),
    "wrong in brackets": ("(" * 190 + "a b" + ")" * 190, "invalid syntax. Perhaps you forgot a comma?"),
    "many wrong": ("[a b " * 150, "'[' was never closed"),
    "wrong calls": ("f(a b " * 150 + ")" * 150, "invalid syntax. Perhaps you forgot a comma?"),
    "wrong targets": ("(" * 150 + "1" + ",)" * 150 + " = 1", "cannot assign to literal"),
    "wrong if": ("(a if b " * 150 + ")" * 150, "expected 'else' after 'if' expression"),
    "targets inside": ("[a for (" * 90 + "$", "invalid syntax"),
    "equals inside": ("(a = " * 150 + "$", "invalid syntax"),
    "keys inside": ("{a b: " * 150 + "$", "invalid syntax"),
    "names apart": ("a {b " * 150 + "$", "invalid syntax"),
    "print inside": ("print -(" * 150 + "$", "invalid syntax"),
    "dicts apart": ("f({a: b c " * 60 + "$", "invalid syntax"),
    "with brackets": ("with " + "(" * 150 + "a" + ")" * 150 + " b: pass", "invalid syntax"),
    "decorators": ("@a\n" * N + "def f(): pass", "ok"),
    "strings of both kinds": ("'a' b'b'" * N, "cannot mix bytes and nonbytes literals"),
}


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def run(path):
    with open(PARSER, "rb") as f:
        sanitized = b"__asan_init" in f.read()
    return subprocess.run([PARSER, path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=120, preexec_fn=None if sanitized else limit)


def main():
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (text, wanted) in PROGRAMS.items():
            path = os.path.join(folder, "p.py")
            with open(path, "w", encoding="utf-8") as f:
                f.write(text + "\n")
            done = run(path)
            got = done.stdout.decode("utf-8", "replace").split("\t")[0]
            if done.returncode or wanted not in (got if wanted != "ok" else (got,)):
                bad += 1
                print("%s: %r (status %d) instead of %r" % (name, got[-300:], done.returncode, wanted))
    print("%d programs, %d faults" % (len(PROGRAMS), bad))
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
