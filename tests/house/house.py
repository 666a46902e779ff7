"""What the checks of the house share: the tree, its C files, its tables, and how a fault is shown.

A check is a script that looks at the tree named by LIMBECK_SRCDIR and reports faults; it changes
nothing and needs no build.  testdata/house/<check>/ has small bad trees that each check must find.
"""
import os
import re
import sys

TREE = os.environ.get("LIMBECK_SRCDIR", ".")
SKIPPED = re.compile(r"\.git|_?build.*|_inst|autom4te\.cache|__pycache__|\.deps")
GENERATED = re.compile(
    r"\.git|configure~?|aclocal\.m4|Makefile(\.in)?|config\.(log|status)|.*\.(o|a|log|trs)")


def files(*tops, ext=()):
    """Paths of the files below the given folders of the tree, relative to it, sorted."""
    found = []
    for top in tops:
        for folder, dirs, names in os.walk(os.path.join(TREE, top)):
            dirs[:] = [d for d in dirs if not SKIPPED.fullmatch(d)]
            for name in names:
                if not GENERATED.fullmatch(name) and (not ext or name.endswith(tuple(ext))):
                    found.append(os.path.relpath(os.path.join(folder, name), TREE))
    return sorted(found)


def read(path):
    with open(os.path.join(TREE, path), encoding="utf-8", errors="replace") as f:
        return f.read()


def exists(path):
    return os.path.exists(os.path.join(TREE, path))


def floors():
    """The file LAYERS as a mapping of folder to floor."""
    rows = [line.split() for line in read("LAYERS").splitlines() if line and line[0] != "#"]
    return {folder: int(floor) for floor, folder in rows}


def folder_of(path):
    """The folder that a file of include/ or src/ belongs to, or None."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and parts[0] in ("include", "src") else None


_TOKEN = re.compile(
    r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)


def strip_c(text, keep_strings=False):
    """C text whose comments (and strings) are blanks; lines and columns stay where they are."""
    def blank(m):
        token = m.group(0)
        if token[0] in "\"'":
            return token if keep_strings else token[0] + "x" * (len(token) - 2) + token[-1]
        return re.sub(r"[^\n]", " ", token)
    return _TOKEN.sub(blank, text)


def comment_lines(text):
    """Numbers of the lines that a comment touches."""
    touched = set()
    for m in _TOKEN.finditer(text):
        if m.group(0)[0] == "/":
            first = text.count("\n", 0, m.start())
            touched.update(range(first, first + m.group(0).count("\n") + 1))
    return touched


def includes(path):
    """(line, name, is_system) of every #include."""
    found = []
    for number, line in enumerate(strip_c(read(path), keep_strings=True).splitlines(), 1):
        m = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if m:
            found.append((number, m.group(2), m.group(1) == "<"))
    return found


class Function:
    """A function definition: name, first and last line, number of parameters, stripped body."""

    def __init__(self, head, body, first, last):
        self.body, self.first, self.last = body, first, last
        self.lines = last - first + 1
        self.name, self.parameters = _head(head)


def _head(head):
    """Name and number of parameters of the text before a function's brace."""
    close = head.rindex(")")
    depth, at = 0, close
    while True:
        depth += {")": 1, "(": -1}.get(head[at], 0)
        if depth == 0:
            break
        at -= 1
    name = re.search(r"(\w+)\s*$", head[:at])
    inside, depth, count = head[at + 1:close].strip(), 0, 1
    for c in inside:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(c, 0)
        count += c == "," and depth == 0
    if inside in ("", "void"):
        count = 0
    if inside.endswith("..."):
        count -= 1
    return (name.group(1) if name else "?"), count


def _without_preprocessor(text):
    """Directives blanked, continued lines included."""
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", lambda m: re.sub(r"[^\n]", " ", m.group(0)),
                  text, flags=re.MULTILINE)


def functions(path):
    """The function definitions of a C file: a brace at the outermost level behind a parenthesis."""
    text = _without_preprocessor(strip_c(read(path)))
    found, depth, start, opened = [], 0, 0, None
    for m in re.finditer(r"[{};]", text):
        at, c = m.start(), m.group(0)
        if c == "{":
            if depth == 0 and text[start:at].rstrip().endswith(")"):
                opened = at
            depth += 1
        elif c == "}":
            depth -= 1
            if depth == 0:
                if opened is not None:
                    found.append(_function(text, start, opened, at))
                start, opened = at + 1, None
        elif depth == 0:
            start = at + 1
    return found


def _function(text, start, opened, closed):
    start += len(text[start:opened]) - len(text[start:opened].lstrip())
    return Function(text[start:opened], text[opened:closed],
                    text.count("\n", 0, start) + 1, text.count("\n", 0, closed) + 1)


class Row:
    """A row of a .def table: macro, line, and its arguments; adjacent strings are joined."""

    def __init__(self, macro, line, arguments):
        self.macro, self.line, self.values = macro, line, arguments


def rows(path):
    """The rows MACRO(a, "b" "c", …) of a table."""
    text = strip_c(read(path), keep_strings=True)
    found = []
    for m in re.finditer(r"^([A-Z][A-Z0-9_]*)\(", text, flags=re.MULTILINE):
        line = text.count("\n", 0, m.start()) + 1
        found.append(Row(m.group(1), line, _arguments(text, m.end())))
    return found


def _arguments(text, at):
    """Splits at the commas of the outermost level, up to the closing parenthesis."""
    depth, values, start = 0, [], at
    while True:
        c = text[at]
        if c in "\"'":
            at = _TOKEN.match(text, at).end()
            continue
        if depth == 0 and c in ",)":
            values.append(_value(text[start:at]))
            start = at + 1
            if c == ")":
                return values
        depth += {"(": 1, ")": -1, "{": 1, "}": -1}.get(c, 0)
        at += 1


def _value(text):
    text = text.strip()
    if text.startswith('"'):
        return "".join(s[1:-1] for s in re.findall(r'"(?:\\.|[^"\\])*"', text))
    return text


class Faults:
    """Collects faults; show() prints them and is the script's exit status."""

    def __init__(self):
        self.found = []

    def add(self, path, line, message):
        place = f"{path}:{line}" if line else path
        self.found.append(f"{place}: {message}")

    def show(self):
        for fault in self.found:
            print(fault)
        return 1 if self.found else 0


def main(check):
    """Runs check(faults) and exits."""
    faults = Faults()
    check(faults)
    sys.exit(faults.show())
