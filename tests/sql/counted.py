"""What scripts can say, and what given scripts do say.

SURFACE is the enumeration of Alembic 1.19.1 and SQLAlchemy 2.0.52 (testdata/mods/surface.json): each
operation, type and schema object with all its parameters.  A *goal* is one of them as it can stand in
a call: (entry, parameter, "name" or "place"), or (entry, "", "call").  counted() reads scripts with
Python's own parser and yields the goals that they meet; it knows nothing of how they were made."""
import ast
import json

import limbecktest


class Signature:
    """The parameters of an entry, from the notation of enumerate.py."""

    def __init__(self, listed):
        star = [p for p in listed if p.startswith("*") and p not in ("*", "**")]
        self.star = star[0] if star else None
        bare = [p for p in listed if not p.startswith("*")]
        marked = [i for i, p in enumerate(listed) if p.startswith("*")]
        before = listed[:marked[0]] if marked else listed
        self.placed = [p.rstrip("=") for p in before]
        self.names = [p.rstrip("=") for p in bare]
        self.needed = [p for p in bare if not p.endswith("=")]

    def goals(self):
        """(parameter, style) of everything that a call can give."""
        yield "", "call"
        yield from ((p, "place") for p in self.placed)
        yield from ((p, "name") for p in self.names)
        if self.star:
            yield self.star, "place"


def load():
    with open(limbecktest.testdata("mods", "surface.json"), encoding="utf-8") as f:
        return {entry: Signature(p) for entry, p in json.load(f)["parameters"].items()}


SURFACE = load()
# Parameters whose Python spelling allows no name although inspection shows one.
NO_NAME = {("sa.Table", "name"), ("sa.Table", "metadata")}
GOALS = [(entry, p, style) for entry, signature in SURFACE.items()
         for p, style in signature.goals()]


def show(goal):
    entry, p, style = goal
    return {"call": "%s()", "name": "%s(%s=)", "place": "%s(%s)"}[style] % (
        (entry,) if style == "call" else (entry, p))


def dotted(node):
    """The text of a.b.c, or nothing."""
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return head and head + "." + node.attr
    return node.id if isinstance(node, ast.Name) else ""


def calls(text):
    """The calls of entries in a text."""
    return [node for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call) and dotted(node.func) in SURFACE]


def bare(text):
    """The entries that a text names without calling them."""
    tree = ast.parse(text)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return {dotted(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and
            id(node) not in called and dotted(node) in SURFACE}


def arguments(call):
    """(entry, parameter, style, text of the value) of one call; style "left" if it is not given."""
    entry = dotted(call.func)
    signature, given = SURFACE[entry], set()
    yield entry, "", "call", ""
    for i, value in enumerate(call.args):
        p = signature.placed[i] if i < len(signature.placed) else signature.star
        given.add(p)
        if p:
            yield entry, p, "place", ast.unparse(value)
    for keyword in call.keywords:
        given.add(keyword.arg)
        if keyword.arg in signature.names:
            yield entry, keyword.arg, "name", ast.unparse(keyword.value)
    yield from ((entry, p, "left", "") for p in signature.names if p not in given)


def counted(text):
    """The goals that a script meets."""
    return {(entry, p, style) for call in calls(text)
            for entry, p, style, _ in arguments(call) if style != "left"}


def missing(texts):
    """The goals that none of the scripts meets, as texts."""
    met = set().union(*map(counted, texts))
    return [show(goal) for goal in GOALS if goal not in met]
