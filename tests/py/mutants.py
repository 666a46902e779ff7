#!/usr/bin/env python3
"""Programs with a random mistake: statements of the standard library in which a few tokens are taken
out, doubled, swapped or replaced.  Each is accepted or refused as by CPython, with an equal tree; of
the messages a share must be equal, since the second pass of CPython's parser cannot be followed
everywhere.  Arguments: how many programs, the seed."""
import ast
import io
import os
import random
import re
import sys
import tempfile
import tokenize
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import dump_ast  # noqa: E402
import stdlib  # noqa: E402

SAME_MESSAGES = 0.97
WORDS = ("( ) [ ] { } , : ; = == := + - * ** / @ . ... -> < in is not and or if else for while def "
         "class lambda return yield from import as with try except finally pass break await async "
         "global nonlocal del match case type _ x 1 1.5 'a' f'{x}' b'b' None True print").split()


def statements(rng):
    """Short statements of random files, as source text."""
    paths = list(stdlib.python_files([os.path.dirname(os.__file__)]))
    rng.shuffle(paths)
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as f:
            source = f.read()
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            continue
        nodes = [n for n in ast.walk(tree) if isinstance(n, ast.stmt)]
        for node in rng.sample(nodes, min(len(nodes), 40)):
            text = ast.get_source_segment(source, node)
            if text and len(text) < 300 and text.isascii() and "\\N" not in text:
                yield " " * 0 + "\n".join(
                    line[node.col_offset:] if i and not line[:node.col_offset].strip() else line
                    for i, line in enumerate(text.split("\n"))) + "\n"


def pieces(text):
    """The text cut at its tokens, white space kept; joined they are the text again."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    cuts = {0, len(text)}
    for t in tokenize.generate_tokens(io.StringIO(text).readline):
        for row, column in (t.start, t.end):
            if row <= len(lines):
                cuts.add(starts[row - 1] + column)
    cuts = sorted(cuts)
    return [text[a:b] for a, b in zip(cuts, cuts[1:])]


def mutate(text, rng):
    try:
        parts = pieces(text)
    except (tokenize.TokenError, IndentationError):
        return text
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        i = rng.randrange(len(parts))
        how = rng.randrange(5)
        if how == 0:
            parts[i] = ""
        elif how == 1:
            parts[i] += " " + parts[i]
        elif how == 2:
            j = rng.randrange(len(parts))
            parts[i], parts[j] = parts[j], parts[i]
        elif how == 3:
            parts[i] = " " + rng.choice(WORDS) + " "
        else:
            parts[i] += " " + rng.choice(WORDS) + " "
    return "".join(parts)


def expected(text):
    try:
        compile(text, "x", "exec", dont_inherit=True)
    except SyntaxError as e:
        return "%s:%s" % (e.lineno, e.msg), None
    except (ValueError, RecursionError, OverflowError):
        return None, None
    return "ok", dump_ast.dump(text.encode())


def allowed(text, got, wanted):
    """PEP 701 accepts more f-strings, PEP 695 `type`; what annotations hold is not compiled."""
    f = "f-string" in wanted or "f'" in text.lower() or 'f"' in text.lower()
    annotation = "->" in text or ":" in text
    if re.search(r"\btype \w+ *[\[=]", text) and got == "ok":
        return True
    return f and got == "ok" or (annotation and wanted.split(":", 1)[1].startswith((
        "'await", "'yield", "assignment expression", "cannot assign to __debug__",
        "named expression")))


def run(texts, folder):
    paths = []
    for i, text in enumerate(texts):
        paths.append(os.path.join(folder, "%d.py" % i))
        with open(paths[-1], "w", encoding="utf-8", newline="") as f:
            f.write(text)
    return paths, stdlib.verdicts(paths), stdlib.trees(paths)


def compare(texts, folder):
    """Faults, and how many of the refused have the same message."""
    paths, judged, shown = run(texts, folder)
    faults, refused, same = [], 0, 0
    for text, path in zip(texts, paths):
        wanted, tree = expected(text)
        got = judged[path]
        if wanted is None:
            continue
        if (got == "ok") != (wanted == "ok"):
            if not allowed(text, got, wanted):
                faults.append("%r\n  ours %s\n  cpython %s" % (text, got, wanted))
        elif got == "ok" and shown[path] != tree:
            faults.append("%r\n  another tree %s" % (text, stdlib.first_difference(shown[path], tree)))
        elif got != "ok":
            refused += 1
            same += got == wanted
            if got != wanted and os.environ.get("SHOW"):
                print("%r\n  ours    %s\n  cpython %s" % (text, got, wanted))
    return faults, refused, same


def main():
    warnings.simplefilter("ignore")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    texts = []
    while len(texts) < count:
        for text in statements(rng):
            texts.append(mutate(text, rng))
            if len(texts) == count:
                break
    faults, refused, same = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for i in range(0, count, 1000):
            more, r, s = compare(texts[i:i + 1000], folder)
            faults, refused, same = faults + more, refused + r, same + s
    print("\n".join(faults[:40]))
    print("seed %d: %d programs, %d refused, %d of them with the same message, %d faults"
          % (seed, count, refused, same, len(faults)))
    return bool(faults) or same < SAME_MESSAGES * refused


if __name__ == "__main__":
    sys.exit(main())
