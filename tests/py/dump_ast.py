#!/usr/bin/env python3
"""dump_ast.py FILE: CPython's tree of a file in the form that lk_py_dump prints.

Positions are byte offsets in the file; inside f-strings there are none, since CPython 3.11 parses
them apart.  Imported by stdlib.py, which compares."""
import ast
import struct
import sys

CONTEXT = ("Name", "Attribute", "Subscript", "Starred", "Tuple", "List")


def line_starts(data):
    starts, i = [0], 0
    if data.startswith(b"\xef\xbb\xbf"):
        starts, i = [3], 3
    while i < len(data):
        c = data[i]
        if c == 10 or (c == 13 and data[i + 1:i + 2] != b"\n"):
            starts.append(i + 1)
        i += 1
    starts.append(len(data))
    return starts


def text(s):
    data = s if isinstance(s, bytes) else s.encode("utf-8", "surrogatepass")
    return "'" + "".join(
        "\\x%02x" % c if c < 0x20 or c > 0x7E or c in b"'\\" else chr(c) for c in data) + "'"


class Dumper:
    def __init__(self, data):
        self.starts = line_starts(data)
        self.quiet = 0
        self.out = []

    def offset(self, line, column):
        return self.starts[line - 1] + column

    def open(self, node, kind=None):
        self.out.append(kind or type(node).__name__)
        if not self.quiet:
            self.out.append("@%d-%d" % (self.offset(node.lineno, node.col_offset),
                                        self.offset(node.end_lineno, node.end_col_offset)))
        self.out.append("(")

    def seq(self, items, each=None):
        self.out.append("[")
        for i, item in enumerate(items):
            if i:
                self.out.append(", ")
            (each or self.expr)(item)
        self.out.append("]")

    def put(self, *parts):
        for part in parts:
            if isinstance(part, str):
                self.out.append(part)
            elif isinstance(part, list):
                self.seq(part)
            else:
                self.expr(part)

    def expr(self, node):
        if node is None:
            self.out.append("None")
            return
        kind = type(node).__name__
        self.open(node)
        quiet = kind == "JoinedStr"
        self.quiet += quiet
        getattr(self, "x_" + kind)(node)
        self.quiet -= quiet
        if kind in CONTEXT:
            self.out.append(", " + type(node.ctx).__name__)
        self.out.append(")")

    def x_Constant(self, n):
        v = n.value
        if isinstance(v, bool) or v is None:
            self.out.append(str(v))
        elif v is Ellipsis:
            self.out.append("Ellipsis")
        elif isinstance(v, int):
            self.out.append(str(v) if v < 1 << 63 else "big")
        elif isinstance(v, float):
            self.out.append("float " + struct.pack(">d", v).hex())
        elif isinstance(v, complex):
            self.out.append("imaginary " + struct.pack(">d", v.imag).hex())
        elif isinstance(v, bytes):
            self.out.append("b" + text(v))
        else:
            self.out.append(text(v))
            if n.kind and not self.quiet:
                self.out.append(", u")

    def x_Name(self, n):
        self.put(text(n.id))

    def x_Attribute(self, n):
        self.put(n.value, ", ", text(n.attr))

    def x_Subscript(self, n):
        self.put(n.value, ", ", n.slice)

    def x_NamedExpr(self, n):
        self.put(n.target, ", ", n.value)

    def x_BinOp(self, n):
        self.put(n.left, " %s " % type(n.op).__name__, n.right)

    def x_Slice(self, n):
        self.put(n.lower, ", ", n.upper, ", ", n.step)

    def x_IfExp(self, n):
        self.put(n.test, ", ", n.body, ", ", n.orelse)

    def x_UnaryOp(self, n):
        self.put(type(n.op).__name__ + " ", n.operand)

    def x_Starred(self, n):
        self.put(n.value)

    x_Yield = x_YieldFrom = x_Await = x_Starred

    def x_BoolOp(self, n):
        self.put(type(n.op).__name__ + " ", n.values)

    def x_Tuple(self, n):
        self.put(n.elts)

    x_List = x_Set = x_Tuple

    def x_JoinedStr(self, n):
        self.put(n.values)

    def x_FormattedValue(self, n):
        self.put(n.value, ", %d, " % n.conversion, n.format_spec)

    def x_Dict(self, n):
        for i, (k, v) in enumerate(zip(n.keys, n.values)):
            self.put(", " if i else "", k, ": ", v)

    def x_Compare(self, n):
        self.put(n.left)
        for op, right in zip(n.ops, n.comparators):
            self.put(" %s " % type(op).__name__, right)

    def keywords(self, keywords):
        def one(k):
            self.open(k)
            self.put(text(k.arg) if k.arg else "None", ", ", k.value, ")")
        self.seq(keywords, one)

    def x_Call(self, n):
        self.put(n.func, ", ", n.args, ", ")
        self.keywords(n.keywords)

    def arg(self, mark, a, default):
        self.put(mark)
        self.open(a)
        self.put(text(a.arg), ", ", a.annotation, ", ", default, ")")

    def params(self, a):
        positional = a.posonlyargs + a.args
        defaults = [None] * (len(positional) - len(a.defaults)) + a.defaults
        self.put("<")
        for i, (p, d) in enumerate(zip(positional, defaults)):
            self.arg(" p" if i < len(a.posonlyargs) else " a", p, d)
        for p, d in zip(a.kwonlyargs, a.kw_defaults):
            self.arg(" k", p, d)
        if a.vararg:
            self.arg(" *", a.vararg, None)
        if a.kwarg:
            self.arg(" **", a.kwarg, None)
        self.put(">")

    def x_Lambda(self, n):
        self.params(n.args)
        self.put(", ", n.body)

    def comp(self, *parts):
        *parts, loops = parts
        self.put(*parts)
        for f in loops:
            self.put(" async for " if f.is_async else " for ", f.target, ", ", f.iter, ", ", f.ifs)

    def x_ListComp(self, n):
        self.comp(n.elt, n.generators)

    x_SetComp = x_GeneratorExp = x_ListComp

    def x_DictComp(self, n):
        self.comp(n.key, ": ", n.value, n.generators)

    def body(self, body):
        self.put("[")
        for i, s in enumerate(body):
            self.put(",\n" if i else "\n")
            kind = type(s).__name__
            self.open(s, kind.replace("TryStar", "Try"))
            getattr(self, "s_" + kind)(s)
            self.put(")")
        self.put("]")

    def s_Expr(self, s):
        self.put(s.value)

    s_Return = s_Expr

    def s_Delete(self, s):
        self.put(s.targets)

    def s_Assign(self, s):
        self.put(s.targets, ", ", s.value)

    def s_AugAssign(self, s):
        self.put(s.target, " %s " % type(s.op).__name__, s.value)

    def s_AnnAssign(self, s):
        self.put(s.target, ", ", s.annotation, ", ", s.value)

    def s_Raise(self, s):
        self.put(s.exc, ", ", s.cause)

    def s_Assert(self, s):
        self.put(s.test, ", ", s.msg)

    def s_Pass(self, s):
        pass

    s_Break = s_Continue = s_Pass

    def s_Global(self, s):
        self.seq(s.names, lambda n: self.put(text(n)))

    s_Nonlocal = s_Global

    def aliases(self, names):
        for i, a in enumerate(names):
            self.put(", " if i else "")
            self.open(a)
            self.put(text(a.name), ", ", text(a.asname) if a.asname else "None", ")")

    def s_Import(self, s):
        self.aliases(s.names)

    def s_ImportFrom(self, s):
        self.put(text(s.module or ""), ", %d, " % s.level)
        self.aliases(s.names)

    def s_If(self, s):
        self.put(s.test, ", ")
        self.body(s.body)
        self.put(", ")
        self.body(s.orelse)

    s_While = s_If

    def s_For(self, s):
        self.put(s.target, ", ", s.iter, ", ")
        self.body(s.body)
        self.put(", ")
        self.body(s.orelse)

    s_AsyncFor = s_For

    def s_With(self, s):
        for item in s.items:
            self.put(item.context_expr, " as ", item.optional_vars, ", ")
        self.body(s.body)

    s_AsyncWith = s_With

    def s_Try(self, s):
        self.body(s.body)
        for h in s.handlers:
            self.put(", ")
            self.open(h)
            self.put(h.type, ", ", text(h.name) if h.name else "None", ", ")
            self.body(h.body)
            self.put(")")
        self.put(", ")
        self.body(s.orelse)
        self.put(", ")
        self.body(s.finalbody)

    def s_TryStar(self, s):
        self.put("* ")
        self.s_Try(s)

    def s_FunctionDef(self, s):
        self.put(text(s.name), ", ")
        self.params(s.args)
        self.put(", ")
        self.body(s.body)
        self.put(", ", s.decorator_list, ", ", s.returns)

    s_AsyncFunctionDef = s_FunctionDef

    def s_ClassDef(self, s):
        self.put(text(s.name), ", ", s.bases)
        self.keywords(s.keywords)
        self.put(", ")
        self.body(s.body)
        self.put(", ", s.decorator_list, ", None")

    def s_Match(self, s):
        self.put(s.subject)
        for c in s.cases:
            self.put(" case ")
            self.pattern(c.pattern)
            self.put(", ", c.guard, ", ")
            self.body(c.body)

    def pattern(self, p):
        if p is None:
            self.put("None")
            return
        self.open(p)
        getattr(self, "p_" + type(p).__name__)(p)
        self.put(")")

    def p_MatchValue(self, p):
        self.put(p.value)

    def p_MatchSingleton(self, p):
        self.put("Constant@%d-%d(%s)" % (self.offset(p.lineno, p.col_offset),
                                         self.offset(p.end_lineno, p.end_col_offset), p.value))

    def bound(self, name):
        self.put(text(name) if name else "None")

    def p_MatchAs(self, p):
        self.pattern(p.pattern)
        self.put(", ")
        self.bound(p.name)

    def p_MatchOr(self, p):
        self.seq(p.patterns, self.pattern)

    p_MatchSequence = p_MatchOr

    def p_MatchStar(self, p):
        self.bound(p.name)

    def p_MatchMapping(self, p):
        self.put(p.keys, ", ")
        self.seq(p.patterns, self.pattern)
        self.put(", ")
        self.bound(p.rest)

    def p_MatchClass(self, p):
        self.put(p.cls, ", ")
        self.seq(p.patterns, self.pattern)
        self.put(", ")
        self.seq(p.kwd_attrs, self.bound)
        self.put(", ")
        self.seq(p.kwd_patterns, self.pattern)


def dump(data):
    d = Dumper(data)
    d.body(ast.parse(data).body)
    d.put("\n")
    return "".join(d.out)


if __name__ == "__main__":
    sys.setrecursionlimit(10000)
    with open(sys.argv[1], "rb") as f:
        sys.stdout.write(dump(f.read()))
