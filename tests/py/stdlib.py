#!/usr/bin/env python3
"""Every file of the installed standard library is accepted or refused as CPython does, and the trees
are equal, positions included.  Further directories may be named as arguments.

A file that uses async is compared too: it parses here, and is refused only where it is used."""
import ast
import os
import subprocess
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import dump_ast  # noqa: E402

PARSER = os.path.join(os.environ.get("LIMBECK_BUILDDIR", "."), "tests/py/parse_main")
BATCH = 100
# Files of the test package, which libpython3.11-testsuite installs, where we differ on purpose.
NAMES = "a character name that is not carried"
CODING = "an encoding other than UTF-8"
KNOWN = {
    "test/bad_coding2.py": "a BOM before another coding line; CPython wants it spelt utf-8",
    "test/encoded_modules/module_iso_8859_1.py": CODING,
    "test/encoded_modules/module_koi8_r.py": CODING,
    "test/test_source_encoding.py": CODING,
    "test/pickletester.py": NAMES,
    "test/test_code_module.py": NAMES,
    "test/test_codecs.py": NAMES,
    "test/test_complex.py": NAMES,
    "test/test_float.py": NAMES,
    "test/test_fstring.py": NAMES,
    "test/test_int.py": NAMES,
    "test/test_unparse.py": NAMES,
    "test/test_xmlrpc.py": NAMES,
}


def python_files(roots):
    for root in roots:
        for folder, subfolders, files in os.walk(root):
            subfolders.sort()
            if "site-packages" in folder or "dist-packages" in folder:
                continue
            yield from (os.path.join(folder, f) for f in sorted(files) if f.endswith(".py"))


def expected(path):
    with open(path, "rb") as f:
        data = f.read()
    try:
        compile(data, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as e:
        return e, None
    try:
        return None, dump_ast.dump(data)
    except RecursionError:
        return None, None


def trees(paths):
    """What the parser prints for each file: a tree, or the line of its error."""
    run = subprocess.run([PARSER, "-d"], input="".join(p + "\n" for p in paths).encode(),
                         stdout=subprocess.PIPE, check=True)
    found, current = {}, None
    for line in run.stdout.decode("ascii", "replace").splitlines(keepends=True):
        if line.startswith("#/"):
            current = line[1:-1]
            found[current] = []
        elif "\t/" in line:
            message, path = line.rstrip("\n").split("\t", 1)
            found[path] = message
        else:
            found[current].append(line)
    return {p: "".join(v) if isinstance(v, list) else v for p, v in found.items()}


def verdicts(paths):
    run = subprocess.run([PARSER], input="".join(p + "\n" for p in paths).encode(),
                         stdout=subprocess.PIPE, check=True)
    lines = (line.rsplit("\t", 1) for line in run.stdout.decode("utf-8", "replace").splitlines())
    return {path: message for message, path in lines}


def first_difference(a, b):
    for la, lb in zip(a.splitlines(), b.splitlines()):
        if la != lb:
            at = next((i for i, (x, y) in enumerate(zip(la, lb)) if x != y), min(len(la), len(lb)))
            return "\n      ours   %s\n      cpython %s" % (la[max(0, at - 60):at + 60],
                                                          lb[max(0, at - 60):at + 60])
    return "lengths differ"


def compare(path, verdict, tree):
    error, wanted = expected(path)
    if error is not None:
        if verdict == "ok":
            return "accepted, but CPython: %s" % error
        return None
    if verdict != "ok":
        return "refused: " + verdict
    if wanted is not None and tree != wanted:
        return "another tree: " + first_difference(tree, wanted)
    return None


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    roots = sys.argv[1:] or [os.path.dirname(os.__file__)]
    paths = list(python_files(roots))
    assert len(paths) > 100, "no standard library found in %s" % roots
    bad = 0
    for i in range(0, len(paths), BATCH):
        batch = paths[i:i + BATCH]
        shown, judged = trees(batch), verdicts(batch)
        for path in batch:
            problem = compare(path, judged[path], shown[path])
            name = next(os.path.relpath(path, r) for r in roots if path.startswith(r))
            if problem and name not in KNOWN:
                bad += 1
                print("%s: %s" % (path, problem))
    print("%d files, %d differ" % (len(paths), bad))
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
