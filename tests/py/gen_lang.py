#!/usr/bin/env python3
"""Random programs of the script language print the same under CPython and under lkpy.

usage: gen_lang.py [COUNT [SEED]]    (20,000 programs from seed 1)
Many programs stand in one file, each in a function of its own; both interpreters run the same files
and the outputs are compared program by program.  A program that differs is shown, shortened to the
statements that it needs to differ."""
import os
import random
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gen_kinds  # noqa: E402
import gen_more  # noqa: E402

BUILD = os.environ.get("LIMBECK_BUILDDIR", ".")
PYTHON = os.environ.get("LIMBECK_PYTHON", "/usr/bin/python3")
LKPY = os.path.join(BUILD, "tests/py/run_main")
BATCH = 250

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "gen_head.py"), encoding="utf-8") as f:
    HEAD = f.read() + "\n\n"

INTS = ["0", "1", "2", "3", "7", "-1", "-5", "10", "42", "255", "1000", "-128", "65537", "(2**31)",
        "(10**18)", "(-2**63)", "(2**64)", "(3**50)", "True", "False", "0x1f", "1_000"]
FLOATS = ["0.0", "1.0", "-1.5", "0.1", "2.5", "3.14159", "1e10", "1e16", "1e-5", "-0.0", "1e100",
          "123456.789", "0.5", "(1/3)", "float('inf')"]
STRS = ["''", "'a'", "'abc'", "'Hello World'", "'x,y,,z'", "'  pad '", "'123'", "'-7'", "'naïve'",
        "'ÀÉß'", "'a\\tb\\nc'", "\"it's\"", "'tab\\\\'", "'€uro'", "'😀x'", "'MiXed Case'",
        "'aaa'", "'0x1f'", "'1.5'", "'line1\\nline2\\r\\nline3'", "'%s-%d'", "'{}'", "'\\x00\\x7f'"]
BYTES = ["b''", "b'abc'", "b'\\xff\\x00'", "b'a,b'", "b' x '", "b'Hello'"]


class Maker:
    """Makes expressions of a wanted type; names of variables by type are in scope."""

    def __init__(self, rng):
        self.rng = rng
        self.names = {}
        self.count = 0

    def pick(self, *choices):
        return self.rng.choice(choices)

    def chance(self, p):
        return self.rng.random() < p

    def new_name(self, kind):
        self.count += 1
        name = f"v{self.count}"
        self.names.setdefault(kind, []).append(name)
        return name

    def make(self, kind, depth=3):
        if self.names.get(kind) and self.chance(0.25):
            return self.rng.choice(self.names[kind])
        if self.chance(0.02):
            kind = self.pick("int", "str", "list", "float", "dict", "tuple", "none")
        return getattr(self, "make_" + kind)(depth - 1)

    def any(self, depth):
        return self.make(self.pick("int", "float", "str", "list", "tuple", "dict", "bool", "bytes",
                                   "none", "vec"), depth)

    def make_none(self, d):
        return "None"

    def make_vec(self, d):
        return self.pick(f"Vec({self.make('int', d)}, {self.make('int', d)})",
                         f"Child({self.make('int', d)})", "Child.unit()")

    def small(self):
        return str(self.rng.randint(-6, 9))

    def make_int(self, d):
        if d <= 0:
            return self.pick(*INTS, *[self.small() for _ in range(8)])
        i, s = (lambda: self.make("int", d)), (lambda: self.make("str", d))
        lst = lambda: self.make("list", d)
        return self.rng.choice([
            lambda: f"({i()} {self.pick('+', '-', '*', '//', '%', '&', '|', '^')} {i()})",
            lambda: f"({i()} {self.pick('+', '-', '*')} {i()})",
            lambda: f"({i()} {self.pick('<<', '>>')} {self.rng.randint(0, 70)})",
            lambda: f"({i()} ** {self.rng.randint(0, 6)})",
            lambda: f"({self.pick('-', '~', '+')}{i()})",
            lambda: f"abs({i()})", lambda: f"len({s()})", lambda: f"len({lst()})",
            lambda: f"int({self.pick(s(), self.make('float', d), repr(self.small()))})",
            lambda: f"{s()}.{self.pick('find', 'count', 'rfind', 'index', 'rindex')}({s()})",
            lambda: f"{lst()}.{self.pick('count', 'index')}({i()})",
            lambda: f"ord({s()}[:1] or 'q')", lambda: f"sum({lst()})",
            lambda: f"{self.pick('max', 'min')}({lst()})",
            lambda: f"{self.pick('max', 'min')}({i()}, {i()})",
            lambda: f"divmod({i()}, {i()})[{self.rng.randint(0, 1)}]",
            lambda: f"pow({i()}, {self.rng.randint(-2, 5)}, {self.pick('7', '10', '-3', '97')})",
            lambda: f"round({self.make('float', d)})",
            lambda: f"round({i()}, {self.rng.randint(-3, 1)})",
            lambda: f"({i()}).bit_length()",
            lambda: f"({i()} if {self.make('bool', d)} else {i()})",
            lambda: f"sum(x for x in {lst()} if x)", lambda: f"{lst()}[{self.small()}]",
            lambda: f"next(iter({lst()}), {self.small()})", lambda: f"(lambda a, b={i()}: a + b)({i()})",
            lambda: f"int({repr(format(self.rng.getrandbits(12), 'x'))}, 16)",
            lambda: f"{self.make('vec', d)}.{self.pick('x', 'y')}",
            lambda: f"{self.make('dict', d)}.get({s()}, {i()})", lambda: f"len({self.make('set', d)})",
        ])()

    def make_float(self, d):
        if d <= 0:
            return self.pick(*FLOATS)
        f, i = (lambda: self.make("float", d)), (lambda: self.make("int", d))
        return self.rng.choice([
            lambda: f"({f()} {self.pick('+', '-', '*', '/', '//', '%')} {f()})",
            lambda: f"({i()} / {i()})", lambda: f"({f()} {self.pick('*', '+')} {i()})",
            lambda: f"round({f()}, {self.rng.randint(-3, 6)})", lambda: f"abs({f()})",
            lambda: f"float({self.pick(i(), repr('1.25'), repr(' 1e3 '), repr('nan'))})",
            lambda: f"(-{f()})", lambda: f"({f()} ** {self.pick('2', '-1', '3')})",
            lambda: f"float({self.make('str', d)})", lambda: f"max({f()}, {f()})",
        ])()

    def make_bool(self, d):
        if d <= 0:
            return self.pick("True", "False", "not 0", "1 < 2")
        kind = self.pick("int", "str", "list", "float", "tuple")
        a = lambda: self.make(kind, d)
        return self.rng.choice([
            lambda: f"({a()} {self.pick('<', '<=', '==', '!=', '>', '>=')} {a()})",
            lambda: f"(not {a()})", lambda: f"({a()} and {self.make('bool', d)})",
            lambda: f"({self.make('bool', d)} or {a()})",
            lambda: f"({self.make('int', d)} {self.pick('in', 'not in')} {self.make('list', d)})",
            lambda: f"({self.make('str', d)} in {self.make('str', d)})",
            lambda: f"({self.make('int', d)} < {self.make('int', d)} <= {self.make('int', d)})",
            lambda: f"isinstance({self.any(d)}, {self.pick('int', 'str', '(int, str)', 'Vec', 'list')})",
            lambda: f"{self.make('str', d)}.is{self.pick('digit', 'alpha', 'alnum', 'space', 'upper', 'lower', 'title', 'identifier', 'decimal', 'numeric', 'printable', 'ascii')}()",
            lambda: f"{self.make('str', d)}.{self.pick('startswith', 'endswith')}({self.pick(self.make('str', d), '(' + repr('a') + ', ' + self.make('str', d) + ')')})",
            lambda: f"{self.pick('all', 'any')}({self.make('list', d)})",
            lambda: f"bool({self.any(d)})", lambda: f"callable({self.pick('len', self.any(d))})",
            lambda: f"({self.make('set', d)} {self.pick('<', '<=', '==', '>')} {self.make('set', d)})",
            lambda: f"hasattr({self.any(d)}, {self.pick(repr('x'), repr('upper'), repr('append'))})",
            lambda: f"({self.any(d)} == {self.any(d)})",
        ])()

    def spec(self):
        fill = self.pick("", "", "", "*", "0")
        return (fill + self.pick("<", ">", "^", "=") if fill and self.chance(0.8) else self.pick(
            "", "<", ">", "^")) + self.pick("", "", "+", " ", "-") + self.pick("", "", "", "#") + (
            self.pick("", "", "0")) + self.pick("", "5", "12", "1") + self.pick("", "", ",", "_") + (
            self.pick("", "", ".2", ".0", ".5")) + self.pick(
                "", "d", "f", "e", "g", "x", "o", "b", "s", "n", "%", "X", "G", "c")

    def make_str(self, d):
        if d <= 0:
            return self.pick(*STRS)
        s, i, f = (lambda: self.make("str", d)), (lambda: self.make("int", d)), (
            lambda: self.make("float", d))
        return self.rng.choice([
            lambda: f"({s()} + {s()})", lambda: f"({s()} * {self.rng.randint(-1, 4)})",
            lambda: f"{s()}.{self.pick('upper', 'lower', 'title', 'capitalize', 'swapcase', 'casefold', 'strip', 'lstrip', 'rstrip', 'expandtabs')}()",
            lambda: f"{s()}.{self.pick('strip', 'lstrip', 'rstrip', 'removeprefix', 'removesuffix')}({s()})",
            lambda: f"{s()}.replace({s()}, {s()}{self.pick('', ', 1', ', 2')})",
            lambda: f"{s()}.{self.pick('center', 'ljust', 'rjust')}({self.rng.randint(0, 14)}{self.pick('', ', ' + repr('*'), ', ' + repr('é'))})",
            lambda: f"{s()}.zfill({self.rng.randint(0, 9)})",
            lambda: f"{s()}.join({self.make('words', d)})",
            lambda: f"{s()}[{self.slice()}]", lambda: f"{s()}[{self.small()}]",
            lambda: f"str({self.any(d)})", lambda: f"repr({self.any(d)})", lambda: f"ascii({s()})",
            lambda: f"{self.pick('hex', 'oct', 'bin')}({i()})", lambda: f"chr({self.rng.randint(32, 1200)})",
            lambda: f"format({self.pick(i(), f(), s())}, {self.spec()!r})",
            lambda: "f'{%s!%s:%s}|{%s}'" % (self.name_or_int(), self.pick("r", "s", "a"), self.pick("", "10", ">8", ".3"), self.name_or_int()),
            lambda: f"'{{:{self.spec()}}}|{{!r}}'.format({self.pick(i(), f())}, {self.any(d)})",
            lambda: f"'{{0}}-{{1[0]}}-{{k}}'.format({i()}, {self.make('list', d)}, k={s()})",
            lambda: f"'%{self.pick('', '5', '-8', '08', '+', '.2', '#')}{self.pick('d', 's', 'r', 'x', 'f', 'g', 'e', 'o', 'c', 'i')}' % ({self.pick(i(), f(), s())},)",
            lambda: f"'%s|%r' % ({self.any(d)}, {self.any(d)})", lambda: f"'%(k)s' % {{'k': {self.any(d)}}}",
            lambda: f"{s()}.{self.pick('partition', 'rpartition')}({s()})[{self.rng.randint(0, 2)}]",
            lambda: f"{s()}.translate({{97: 'b', 98: None, 99: 100}})",
            lambda: f"{s()}.translate(str.maketrans('abc', 'xyz', 'H'))",
            lambda: f"{self.make('bytes', d)}.decode({self.pick(repr('utf-8'), repr('latin-1'), repr('ascii'))}{self.pick('', ', ' + repr('replace'), ', ' + repr('ignore'))})",
            lambda: f"type({self.any(d)}).__name__", lambda: f"({s()} or {s()})",
            lambda: f"{self.make('vec', d)}.__class__.__name__", lambda: f"max({self.make('words', d)}, key=len)",
        ])()

    def name_or_int(self):
        names = [n for ns in self.names.values() for n in ns]
        return self.rng.choice(names) if names and self.chance(0.7) else self.pick("12", "3.5", "None")

    def slice(self):
        part = lambda: self.pick("", self.small(), self.small())
        return f"{part()}:{part()}" + (f":{self.pick('', '2', '-1', '-2', '3')}" if self.chance(0.5) else "")

    def make_words(self, d):
        return self.rng.choice([
            lambda: f"{self.make('str', d)}.split({self.pick('', repr(','), repr(' '), 'None, 1')})",
            lambda: f"{self.make('str', d)}.rsplit({self.pick('', repr(','), 'None, 1')})",
            lambda: f"{self.make('str', d)}.splitlines({self.pick('', 'True')})",
            lambda: f"[{self.make('str', d)}, {self.make('str', d)}]",
            lambda: f"list({self.make('str', d)})", lambda: f"[str(x) for x in {self.make('list', d)}]",
            lambda: f"sorted({self.make('str', d)}.split())",
        ])()

    def make_bytes(self, d):
        if d <= 0:
            return self.pick(*BYTES)
        b = lambda: self.make("bytes", d)
        return self.rng.choice([
            lambda: f"({b()} + {b()})", lambda: f"{self.make('str', d)}.encode({self.pick('', repr('latin-1') + ', ' + repr('replace'), repr('utf-16-le'), repr('ascii'))})",
            lambda: f"{b()}[{self.slice()}]", lambda: f"{b()}.{self.pick('upper', 'lower', 'strip', 'title')}()",
            lambda: f"{b()}.replace({b()}, {b()})", lambda: f"bytes([x & 255 for x in {self.make('list', d)}])",
            lambda: f"{b()}.join({b()}.split(b','))", lambda: f"({self.make('int', d)} & 65535).to_bytes(4, {self.pick(repr('big'), repr('little'))})",
            lambda: f"bytes.fromhex({b()}.hex())",
        ])()

    def make_list(self, d):
        if d <= 0:
            return "[" + ", ".join(self.small() for _ in range(self.rng.randint(0, 5))) + "]"
        l, i = (lambda: self.make("list", d)), (lambda: self.make("int", d))
        return self.rng.choice([
            lambda: f"[{i()}, {i()}, {i()}]", lambda: f"({l()} + {l()})", lambda: f"({l()} * {self.rng.randint(0, 3)})",
            lambda: f"{l()}[{self.slice()}]", lambda: f"[*{l()}, {i()}]", lambda: f"sorted({l()}{self.pick('', ', reverse=True', ', key=lambda q: -q', ', key=abs')})",
            lambda: f"[x {self.pick('+ 1', '* 2', '% 3', '- 7')} for x in {l()} if x {self.pick('> 1', '% 2', '!= 0')}]",
            lambda: f"list(range({self.small()}, {self.small()}, {self.pick('1', '2', '-1')}))",
            lambda: f"list(map(abs, {l()}))", lambda: f"list(filter({self.pick('None', 'lambda x: x > 0')}, {l()}))",
            lambda: f"list(reversed({l()}))", lambda: f"[a + b for a, b in zip({l()}, {l()})]",
            lambda: f"[i * x for i, x in enumerate({l()}, {self.small()})]", lambda: f"list({self.make('dict', d)}.values())",
            lambda: f"sorted({self.make('set', d)}, key=repr)", lambda: f"list(gen({self.rng.randint(0, 4)}))",
            lambda: f"[y for x in [{l()}, {l()}] for y in x]", lambda: f"list({self.make('bytes', d)})",
            lambda: f"list({{{self.small()}, {self.small()}, {self.small()}}} {self.pick('|', '-', '^', '&')} set({[self.rng.randint(-9, 40) for _ in range(4)]}))", lambda: f"[x for x, in zip({l()})]",
        ])()

    def make_tuple(self, d):
        if d <= 0:
            return self.pick("()", "(1,)", "(1, 'a')", "(2, 3.5, None)")
        return self.rng.choice([
            lambda: f"({self.any(d)}, {self.any(d)})", lambda: f"tuple({self.make('list', d)})",
            lambda: f"({self.make('tuple', d)} + {self.make('tuple', d)})", lambda: f"divmod({self.make('int', d)}, {self.make('int', d)})",
            lambda: f"{self.make('str', d)}.partition({self.make('str', d)})", lambda: f"{self.make('tuple', d)}[{self.slice()}]",
            lambda: f"(*{self.make('list', d)}, {self.any(d)})", lambda: f"({self.make('float', d)}).as_integer_ratio()",
            lambda: f"next(iter({self.make('dict', d)}.items()), ())",
        ])()

    def make_dict(self, d):
        if d <= 0:
            return self.pick("{}", "{'a': 1}", "{'b': 2, 'a': 3}", "{'abc': 5, '': 0}")
        m = lambda: self.make("dict", d)
        return self.rng.choice([
            lambda: f"{{{self.make('str', d)}: {self.make('int', d)}, 'k': {self.make('int', d)}}}",
            lambda: f"({m()} | {m()})", lambda: f"{{**{m()}, 'z': {self.make('int', d)}}}",
            lambda: f"{{str(x): x for x in {self.make('list', d)}}}", lambda: f"dict(zip({self.make('words', d)}, {self.make('list', d)}))",
            lambda: f"dict({m()}, q={self.make('int', d)})", lambda: f"{{k: v for k, v in sorted({m()}.items())}}",
            lambda: f"dict.fromkeys({self.make('words', d)}, {self.make('int', d)})",
        ])()

    def make_set(self, d):
        if d <= 0:
            return self.pick("set()", "{1, 2, 3}", "{0}", "frozenset([1, 5])")
        return self.rng.choice([
            lambda: f"set({self.make('list', d)})", lambda: f"{{{self.small()}, {self.small()}, {self.small()}}}",
            lambda: f"({self.make('set', d)} {self.pick('|', '&', '-', '^')} {self.make('set', d)})",
            lambda: f"{{x % 5 for x in {self.make('list', d)}}}", lambda: f"{self.make('set', d)}.{self.pick('union', 'intersection', 'difference')}({self.make('list', d)})",
        ])()


class Program(gen_more.Statements, gen_kinds.Kinds):
    """Makes the statements of one program, each a list of lines."""

    def __init__(self, rng):
        self.m, self.rng = Maker(rng), rng

    def kind(self):
        return self.rng.choice(["int", "int", "str", "str", "str", "float", "list", "list", "tuple", "dict", "bool", "bytes"])

    def block(self, depth, n=None):
        lines = []
        for _ in range(n or self.rng.randint(1, 2)):
            lines += self.statement(depth)
        return ["    " + line for line in lines]

    def assign(self):
        kind = self.kind()
        value = self.m.make(kind)
        return [f"{self.m.new_name(kind)} = {value}", ]

    def statement(self, depth):
        m, r = self.m, self.rng
        saved = {k: list(v) for k, v in m.names.items()}
        choice = r.choice(["show"] * 6 + ["assign"] * 4 + (["if", "for", "while", "try", "def", "match", "with", "mutate", "unpack", "aug", "gen", "class", "genfn", "genfn", "abandon", "groups", "closure", "classes", "chain", "comp", "range", "views", "nested", "scope", "methods", "methods", "iterators", "function", "slots", "meta", "mapping", "starred"] if depth > 0 else ["mutate", "aug"]))
        if choice == "show":
            return [f"show({', '.join(m.make(self.kind()) for _ in range(r.randint(1, 2)))})"]
        if choice == "assign":
            return self.assign()
        lines = getattr(self, "do_" + choice.rstrip("_"))(depth - 1)
        m.names = saved if choice not in ("unpack", "aug", "mutate") else m.names
        return lines

    def do_if(self, d):
        return ([f"if {self.m.make('bool')}:"] + self.block(d) + ([f"elif {self.m.make('bool')}:"] + self.block(d) if self.m.chance(0.4) else []) + (["else:"] + self.block(d) if self.m.chance(0.5) else []))

    def do_for(self, d):
        items = self.m.make("list")
        head = f"for {self.m.new_name('int')} in {items}[:5]:"
        inside = [f"    if {self.m.make('bool', 2)}:", f"        {self.m.pick('continue', 'break')}"] if self.m.chance(0.4) else []
        return [head] + inside + self.block(d) + (["else:"] + self.block(d) if self.m.chance(0.3) else [])

    def do_while(self, d):
        name = self.m.new_name("int")
        return [f"{name} = {self.rng.randint(0, 4)}", f"while {name} > 0:", f"    {name} -= 1"] + self.block(d)

    def do_try(self, d):
        errors = self.m.pick("Exception", "ValueError", "(TypeError, ValueError)", "ZeroDivisionError", "IndexError", "KeyError", "LookupError", "ArithmeticError")
        lines = ["try:"] + self.block(d, 2) + [f"except {errors} as err:", "    show(type(err).__name__, str(err))"]
        if self.m.chance(0.3):
            lines += ["else:"] + self.block(d)
        return lines + (["finally:", "    show('finally')"] if self.m.chance(0.4) else [])

    def do_def(self, d):
        self.m.count += 1
        name = f"f{self.m.count}"
        lines = [f"def {name}(a, b={self.m.make('int', 2)}, *rest, k={self.m.make('str', 2)}, **kw):"]
        lines += self.block(d) + [f"    return {self.m.pick('(a, b, rest, k, sorted(kw))', 'a', '[a, *rest]', self.m.make(self.kind(), 2))}"]
        call = self.m.pick(f"{name}({self.m.any(2)})", f"{name}({self.m.any(2)}, {self.m.make('int', 2)}, 9, k='K', zz=1)", f"{name}(*{self.m.make('list', 2)})", f"{name}()", f"{name}(1, b=2, **{{'q': 3}})", f"{name}(1, a=2)")
        return lines + [f"show({call})"]

    def do_match(self, d):
        subject = self.m.pick(self.m.make("tuple"), self.m.make("dict"), self.m.make("list"), self.m.make("int"), self.m.make("vec"), self.m.make("str"))
        lines = [f"match {subject}:"]
        for case in self.rng.sample(["[x, *rest]", "(1, y)", "{'a': x}", "{'k': x, **rest}", "int(x) if x > 2", "str()", "Vec(x=x, y=0)", "[]", "None", "0 | 1", "(x, y)", "float() as x"], 4):
            lines += [f"    case {case}:", f"        show('matched', {case.split(' if')[0]!r})"]
        return lines + ["    case _:", "        show('default')"]

    def do_with(self, d):
        return ["class CM:", "    def __enter__(self):", "        show('enter')", "        return 5", "    def __exit__(self, kind, value, trace):", "        show('exit', kind and kind.__name__)", f"        return {self.m.pick('True', 'False', 'None')}", "with CM() as w:", "    show(w)"] + self.block(d)

    def do_mutate(self, d):
        m, first = self.m, self.m.make("list")
        name = m.new_name("list")
        lines = [f"{name} = {first}"]
        for _ in range(self.rng.randint(1, 3)):
            lines.append(name + m.pick(f".append({m.make('int', 2)})", f".extend({m.make('list', 2)})", f".insert({m.small()}, {m.make('int', 2)})", ".sort()", ".reverse()", f".pop({m.pick('', m.small())})", f".remove({m.small()})", f"[{m.slice()}] = {m.make('list', 2)}", f"[{m.small()}] = {m.make('int', 2)}", ".clear()", ".sort(key=lambda q: (q % 3, -q))"))
        if m.chance(0.3):
            lines.append(f"del {name}[{m.pick(m.small(), m.slice())}]")
        return lines + [f"show({name})"]

    def do_unpack(self, d):
        items = self.m.make("list")
        a, b = self.m.new_name("int"), self.m.new_name("list")
        return [f"{a}, *{b} = {items}", f"show({a}, {b})"]

    def do_aug(self, d):
        kind = self.m.pick("int", "str", "list", "float", "set")
        first = self.m.make(kind, 2)
        name = self.m.new_name(kind)
        op = {"int": ["+=", "-=", "*=", "//=", "%=", "|=", "&=", "^=", "**="], "str": ["+=", "*="], "list": ["+=", "*="], "float": ["+=", "/=", "-="], "set": ["|=", "&=", "-=", "^="]}[kind]
        op = self.rng.choice(op)
        other = str(self.rng.randint(0, 3)) if op in ("*=", "**=") else self.m.make(kind, 2)
        lines = [f"{name} = {first}", f"{name} {op} {other}", f"show({name if kind != 'set' else f'sorted({name}, key=repr)'})"]
        return lines

    def do_gen(self, d):
        return [f"g = ({self.m.make('int', 2)} + q for q in {self.m.make('list', 2)})", "show(next(g, None), list(g))", f"g = gen({self.rng.randint(1, 3)})", f"show(next(g), g.send({self.m.make('int', 2)}), list(g))"]

    def do_class(self, d):
        return ["class K(Vec):", f"    attr = {self.m.make('int', 2)}", "    def __add__(self, other):", "        return NotImplemented", "    def __call__(self, *a):", "        return (self.attr, a)", f"show(K({self.m.make('int', 2)})({self.m.any(2)}), K.attr, sorted([K(3), K(1)]))", f"show(K(1) + {self.m.pick('K(2)', 'Vec(3)', '5')})"]

    def text(self):
        lines = []
        for _ in range(self.rng.randint(2, 5)):
            lines.append(self.statement(2))
        return lines


def compiles(statements):
    """CPython itself must take it: a quote inside an f-string, for one, it does not."""
    text = "\n".join(line for lines in statements for line in lines)
    try:
        compile(text, "program", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def programs(rng):
    """Programs without end."""
    while True:
        statements = Program(rng).text()
        if compiles(statements):
            yield statements


def write(path, programs):
    with open(path, "w", encoding="utf-8") as f:
        f.write(HEAD)
        for n, statements in programs:
            f.write(f"def p{n}():\n")
            for lines in statements:
                f.writelines(f"    {line}\n" for line in lines)
            f.write(f"\n\nrun({n}, p{n})\n")


def outputs(command, path):
    """What each program printed, by number; 'stopped' holds what ended the whole file."""
    done = subprocess.run(command + [path], capture_output=True, text=True, timeout=600)
    parts = re.split(r"^# (\d+)$", done.stdout, flags=re.MULTILINE)
    found = {int(n): text for n, text in zip(parts[1::2], parts[2::2])}
    if done.returncode:
        found["stopped"] = done.stderr
    return found


# CPython knows no bound of memory; a program that grows without end must not take the machine's.
CPYTHON, LIMBECK = ["prlimit", f"--as={2 << 30}", PYTHON, "-W", "ignore"], [LKPY]


def differs(folder, n, statements):
    path = os.path.join(folder, "one.py")
    write(path, [(n, statements)])
    a, b = outputs(CPYTHON, path), outputs(LIMBECK, path)
    if re.search(r"\dj\)|complex|MemoryError", str(a.get(n))) or "stopped" in a:
        return False
    if "MiB of memory" in b.get("stopped", ""):
        return False            # CPython has no such bound; hostile.py shows that this one holds
    return a.get(n) != b.get(n) or "stopped" in b


def shorten(folder, n, statements):
    """Leaves out statements as long as the rest still differs."""
    i = 0
    while i < len(statements):
        fewer = statements[:i] + statements[i + 1:]
        if fewer and differs(folder, n, fewer):
            statements = fewer
        else:
            i += 1
    return statements


def compare(folder, batch):
    path = os.path.join(folder, "batch.py")
    write(path, batch)
    want, got = outputs(CPYTHON, path), outputs(LIMBECK, path)
    if "stopped" in want:
        raise SystemExit("CPython does not take the batch:\n" + want["stopped"])
    bad = [(n, s) for n, s in batch if want.get(n) != got.get(n) and differs(folder, n, s)]
    return bad


def show(folder, n, statements):
    statements = shorten(folder, n, statements)
    path = os.path.join(folder, "one.py")
    write(path, [(n, statements)])
    print(f"program {n} differs:")
    for lines in statements:
        print("\n".join("    " + line for line in lines))
    print("cpython:", outputs(CPYTHON, path).get(n), sep="\n")
    got = outputs(LIMBECK, path)
    print("limbeck:", got.get(n), got.get("stopped", ""), sep="\n", flush=True)


def main(argv):
    count = int(argv[1]) if len(argv) > 1 else 20000
    seed = int(argv[2]) if len(argv) > 2 else 1
    print(f"seed {seed}, {count} programs", flush=True)
    source, wrong, started = programs(random.Random(seed)), 0, time.time()
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, count, BATCH):
            batch = [(n, next(source)) for n in range(first, min(first + BATCH, count))]
            for n, statements in compare(folder, batch):
                wrong += 1
                if wrong <= 10:
                    show(folder, n, statements)
            if wrong > 10:
                break
    print(f"{wrong} differ, {time.time() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
