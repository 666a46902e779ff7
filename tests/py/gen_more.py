"""Further statements of random programs: generators and how they are left, groups of exceptions,
closures, classes, chained exceptions, comprehensions, ranges, views and scopes.  gen_lang.py."""


class Statements:
    """What a program needs besides self.m, the maker of expressions, and self.rng."""

    def yielding(self, d=2):
        """An expression with a yield somewhere in it."""
        m, y = self.m, lambda: f"(yield {self.m.make('int', 1)})"
        return self.rng.choice([
            lambda: y(), lambda: f"[{y()}, {m.make('int', d)}, {y()}]", lambda: f"({m.make('int', d)}, {y()})",
            lambda: f"f'<{{{y()}}}>{{{y()}!r:>4}}'", lambda: f"({y()} if {m.make('bool', 2)} else {y()})",
            lambda: f"({y()} {self.m.pick('and', 'or')} {y()})", lambda: f"({m.small()} < {y()} < {m.small()} < {y()})",
            lambda: f"{{'k': {y()}, **{m.make('dict', 1)}, 'q': {y()}}}", lambda: f"max({m.small()}, {y()}, *{m.make('list', 1)})",
            lambda: f"({y()} == {y()})", lambda: f"[q for q in [{y()}, 2]]", lambda: f"(not {y()})",
            lambda: f"[*{m.make('list', 1)}, {y()}]", lambda: f"(lambda a={y()}: [a])()",
            lambda: f"(yield from gen({self.rng.randint(0, 2)}))", lambda: f"dict(a={y()}, b={y()})",
            lambda: f"{m.make('list', 1)}[{y()}:{y()}]", lambda: f"(w := {y()})",
        ])()

    def yield_statement(self, depth):
        m, r, y = self.m, self.rng, self.yielding
        choice = r.randint(0, 13 if depth else 6)
        inner = lambda: ["    " + line for _ in range(r.randint(1, 2)) for line in self.yield_statement(depth - 1)]
        if choice <= 1:
            return [f"show({y()})"]
        if choice == 2:
            return ["x = " + y(), "show(x)"]
        if choice == 3:
            return ["d = {}", f"d[{y()}] = {y()}", "show(d)"]
        if choice == 4:
            return ["n = [1, 2, 3]", f"n[{m.small()}] {m.pick('=', '+=', '-=')} (yield {m.small()})", "show(n)"]
        if choice == 5:
            return [f"assert {y()}, {y()}"]
        if choice == 6:
            return [f"a, *b = {m.make('list', 1)}, {y()}", "show(a, b)"]
        if choice == 7:
            return [f"if {y()}:"] + inner() + ["else:"] + inner()
        if choice == 8:
            return ["c = 0", f"while {y()}:", "    c += 1", f"    if c > 2: {m.pick('break', 'continue' if False else 'break')}"] + inner() + (["else:"] + inner() if m.chance(0.5) else [])
        if choice == 9:
            return [f"for q in [{y()}, 1]:"] + inner() + [f"    if q == 1: {m.pick('break', 'continue')}"]
        if choice == 10:
            return ["try:"] + inner() + [f"except {m.pick('ValueError', 'TypeError', '(yield 0) or Exception', 'LookupError')} as e:", "    show('caught', str(e))"] + (["else:"] + inner() if m.chance(0.3) else []) + (["finally:", "    show('fin')"] + (inner() if m.chance(0.3) else []) if m.chance(0.5) else [])
        if choice == 11:
            return [f"match {y()}:", f"    case 1 if {y()}:", "        show('one')", f"    case int(k) if {y()}:"] + ["    " + line for line in inner()] + ["    case _:", "        show('other')"]
        if choice == 12:
            return ["class CM:", "    def __enter__(self):", "        show('enter')", "        return 5", "    def __exit__(self, kind, value, trace):", "        show('exit', kind and kind.__name__)", f"        return {m.pick('True', 'False')}", f"with CM() as w1, {m.pick('CM()', '(yield 7) or CM()')} as w2:"] + inner()
        return [f"return {y()}"] if m.chance(0.3) else [f"del {y()}[0]"] if m.chance(0.2) else [f"raise ValueError({y()})"] if m.chance(0.2) else [y()]

    def do_genfn(self, d):
        self.m.count += 1
        name = f"g{self.m.count}"
        body = ["    " + line for _ in range(self.rng.randint(1, 4)) for line in self.yield_statement(2)]
        sends = [(self.m.pick("s", "s", "s", "s", "t", "s", "s", "c"), self.rng.choice([0, 1, 2, 5, "x", None, True])) for _ in range(self.rng.randint(2, 9))]
        return [f"def {name}():"] + body + ["    yield 'last'", f"drive({name}(), {sends!r})"]

    def do_abandon(self, d):
        m, n = self.m, self.rng.randint(1, 4)
        return ["log = []"] + self.rng.choice([
            lambda: [f"for q in guarded({n}, log):", f"    if q == {self.rng.randint(0, 3)}: {m.pick('break', 'continue')}"],
            lambda: [f"q = next(guarded({n}, log), None)"], lambda: [f"it = guarded({n}, log)", "next(it)", m.pick("del it", "it = None", "it.close()", "log.append(it.throw(ValueError('thrown')))" if n > 1 else "pass")],
            lambda: [f"q = any(w == 1 for w in guarded({n}, log))"], lambda: [f"q = dict(zip('ab', guarded({n}, log)))"],
            lambda: ["def local():", f"    it = guarded({n}, log)", "    next(it)", "    log.append('leaving')", "local()"],
            lambda: ["try:", f"    for q in guarded({n}, log):", f"        {m.make('int', 3)}", f"        raise KeyError({m.small()})", "except KeyError as e:", "    log.append(str(e))"],
            lambda: [f"a, *b = guarded({n}, log)"], lambda: [f"q = [w for w in guarded({n}, log)][:2]"],
            lambda: ["def deleg():", "    try:", f"        yield from guarded({n}, log)", "    finally:", "        log.append('outer')", "for q in deleg():", "    break"],
        ])() + ["show(log)"]

    def do_groups(self, d):
        m = self.m
        kinds = ["ValueError", "TypeError", "KeyError", "IndexError", "OSError", "ZeroDivisionError"]
        one = lambda: f"{m.pick(*kinds)}({m.small()})"
        group = lambda depth: f"ExceptionGroup('g{depth}', [" + ", ".join(group(depth - 1) if depth and m.chance(0.3) else one() for _ in range(self.rng.randint(1, 3))) + "])"
        lines = ["try:", "    try:", f"        {m.pick('raise ' + group(2), 'raise ' + group(1), 'raise ' + one(), 'pass')}"]
        for kind in self.rng.sample(kinds + ["LookupError", "(ValueError, TypeError)", "Exception"], self.rng.randint(1, 3)):
            lines += [f"    except* {kind} as e:", "        show('star', leaves(e))", "        " + m.pick("pass", "pass", "raise", "raise RuntimeError('new')", f"show({m.make('int', 3)})")]
        lines += (["    else:", "        show('else')"] if m.chance(0.4) else []) + (["    finally:", "        show('finally')"] if m.chance(0.4) else [])
        return lines + ["except Exception as e:", "    show('left', leaves(e), type(e.__context__).__name__)"] + ([f"show(*(x and leaves(x) for x in {group(2)}.split({m.pick(*kinds, 'LookupError')})))"] if m.chance(0.3) else [])

    def do_closure(self, d):
        m = self.m
        return ["def outer(n):", f"    total = {m.make('int', 2)}", "    def add(v=1, *more, scale=2):", "        nonlocal total, n", f"        total {m.pick('+=', '-=', '*=')} v", "        n += len(more)", "        return (lambda: (total, n, scale))()", f"    def get(): return {m.pick('total', 'n', '[total for _ in range(2)]', '{k: n for k in [total]}')}", "    return add, get", f"add, get = outer({m.small()})", f"show(add({m.make('int', 2)}), add(1, 2, 3, scale={m.small()}), get())", "@trace", f"def f(a, /, b={m.make('int', 2)}, *, c=(lambda: {m.small()})()):", "    return a, b, c", f"show(f({m.any(2)}, {m.pick('b=1', 'c=2', '2', 'c=1, b=0')}))", f"show([h() for h in [lambda i=i: i * {m.small()} for i in range(3)]])"]

    def do_classes(self, d):
        m = self.m
        self.m.count += 1
        n = self.m.count
        body = [f"class A{n}:", "    __slots__ = ('a', '_v', 'w')" if m.chance(0.2) else "    kind = 'A'", "    v = Check()" if m.chance(0.8) else "    v = None", "    def __init__(self, *a, **k):", "        self.a = a", f"        {m.pick('self.v = len(k)', 'pass', 'self.v = k')}", "    def __init_subclass__(cls, tag=None, **kw):", "        show('sub', cls.__name__[:1], tag, sorted(kw))", "    @property", "    def p(self):", f"        return {m.pick('self.a', 'self.v', 'len(self.a)', 'self.missing')}", "    @p.setter", "    def p(self, value):", "        self.a = (value,)", "    @staticmethod", "    def s(x=1): return x", "    @classmethod", "    def c(cls): return cls.__name__[:1]", f"    def __eq__(self, o): return {m.pick('self.a == o.a', 'NotImplemented', 'True')}", f"    def __len__(self): return {self.rng.randint(0, 3)}", f"class B{n}(A{n}{m.pick('', ', tag=3', ', tag=1')}):", "    def m(self): return super().c(), __class__.__name__[:1]", f"    def __getattr__(self, n): {m.pick('return n', 'raise AttributeError(n)')}"]
        use = [f"o = B{n}({m.make('int', 2)}, {m.pick('k=1', '2', '*[1, 2]')})", "show(o.m(), o.c(), o.s(), o.p, len(o), bool(o))", f"o.p = {m.any(2)}", "show(o.p, o.a, o == o, o != 5)", f"show({m.pick('o.nothing', 'o.v', 'o.p', 'hasattr(o, chr(122))', 'isinstance(o, A%d)' % n, 'o.kind', 'A%d.kind' % n, 'o[0]', 'o + 1', 'hash(o) is None')})"]
        return body + use

    def do_chain(self, d):
        m = self.m
        errors = ["ValueError", "KeyError", "TypeError", "IndexError"]
        return ["try:", "    try:", f"        show({m.any(3)})", f"        raise {m.pick(*errors)}({m.make('int', 2)})", f"    except {m.pick('Exception', '(ValueError, KeyError)', 'LookupError')} as e:", f"        raise {m.pick(*errors)}('second') {m.pick('', 'from e', 'from None')}" if m.chance(0.7) else "        raise", "    finally:", "        show('fin')", "except Exception as e:", "    show(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)"]

    def do_comp(self, d):
        m, l = self.m, lambda: self.m.make("list", 2)
        return [self.rng.choice([
            lambda: f"show([(i, j) for i in {l()} for j in range(i % 3 if isinstance(i, int) else 1) if i != j])",
            lambda: f"show({{i: [j for j in range(3) if j != i] for i in range({self.rng.randint(0, 3)})}})",
            lambda: f"show(sorted({{(i, j) for i in range(3) for j in range(i)}}), [last := i for i in {l()}])",
            lambda: f"show([f() for f in [lambda: i for i in {l()}]], sum(i * j for i, j in zip({l()}, {l()})))",
            lambda: f"show(list((x, y) for x in {l()} if x for y in {l()}[:2]), [[y for y in x] for x in zip({l()}, {l()})])",
            lambda: f"show([x if x {m.pick('<', '>')} 2 else -x for x in {l()}], any((hit := v) == 2 for v in {l()}))",
        ])()]

    def do_range(self, d):
        big = lambda: self.m.pick(self.m.small(), self.m.small(), "2**63", "2**64 + 3", "-2**70", "10**20", "2**63 - 1", "-2**63")
        step = self.m.pick("1", "-1", "2", "3", "2**62", "-2**64", "7", "10**19")
        return [f"r = range({big()}, {big()}, {step})", f"show(r, bool(r), {big()} in r, r == range(0), r[{self.m.slice()}])", self.m.pick("show(len(r))", "show(r[0], r[-1])", f"show(r[{self.m.small()}])", "show([x for x, _ in zip(r, range(3))])", f"show(r.index({big()}))", f"show(r.count({big()}))", "show(hash(r) == hash(range(r.start, r.stop, r.step)))", "show([x for x, _ in zip(reversed(r), range(2))])")]

    def do_views(self, d):
        m, v = self.m, lambda: f"{self.m.make('dict', 2)}.{self.m.pick('keys()', 'items()', 'keys()', 'values()')}"
        return [f"show(sorted({v()} {m.pick('&', '|', '-', '^')} {m.pick(v(), m.make('set', 2), m.make('words', 2))}, key=repr))" if m.chance(0.5) else f"show({v()} {m.pick('==', '<=', '>', '!=')} {m.pick(v(), m.make('set', 2))}, {m.make('str', 2)} in {v()}, list(reversed({v()})))", f"w = {m.make('dict', 2)}", m.pick("w.update(zip('abc', range(3)))", f"w |= {m.make('dict', 2)}", f"w.pop({m.make('str', 2)})", f"w.setdefault({m.make('str', 2)}, []).append(1)", "w.popitem()", f"del w[{m.make('str', 2)}]", "for k in w: w[k + 'x'] = 1", f"w[{m.any(2)}] = 1"), "show(w)"]

    def do_nested(self, d):
        m = self.m
        name = f"h{m.count}"
        return [f"def {name}(n):", "    for i in range(n):", "        try:", "            for j in range(3):", f"                if j == {self.rng.randint(0, 3)}: {m.pick('break', 'continue', 'return (i, j)', 'raise KeyError(j)')}", f"                show(i, j, {m.make('int', 2)})", "            else:", f"                {m.pick('continue', 'break', 'pass', 'return i')}", f"        except {m.pick('KeyError', 'ValueError', 'Exception')}:", f"            {m.pick('continue', 'break', 'return 5', 'raise')}", "        finally:", f"            {m.pick('show(0)', 'pass', 'show(i)', 'if i == 1: break', 'if i: return 9')}", "    else:", "        return 'else'", "    return 'end'", f"show({name}({self.rng.randint(0, 3)}))"]

    def do_scope(self, d):
        m = self.m
        return [self.rng.choice([
            lambda: f"show((lambda *a, k={m.make('int', 2)}, **kw: (a, k, kw))(*{m.make('list', 2)}, **{m.make('dict', 2)}))",
            lambda: f"show([*{m.make('list', 2)}, *{m.make('tuple', 2)}], {{**{m.make('dict', 2)}, **{m.make('dict', 2)}}}, (*{m.make('str', 2)},))",
            lambda: f"show(Mapped(**{m.make('dict', 2)}).{m.pick('a', 'zz', 'k')}, 'a' in Mapped(a={m.make('int', 2)}), list(Mapped(b=1, a=2)), bool(Mapped()))",
            lambda: f"show((q := {m.make('int', 2)}) + q, [q, (q := q + 1)], q)",
            lambda: f"show({m.make('int', 2)} if (z := {m.make('list', 2)}) else z, f'{{z!r:>{{{self.rng.randint(1, 20)}}}}}', f'{{z = }}')",
            lambda: f"show({m.small()} < {m.make('int', 2)} != {m.make('int', 2)} >= {m.small()}, not {m.make('bool', 2)} or {m.any(2)} and {m.any(2)})",
            lambda: f"show(sorted({m.make('words', 2)}, key=lambda s: (len(s), s), reverse={m.pick('True', 'False')}), max({m.make('words', 2)}, key=len, default=None))",
            lambda: f"show(*map(lambda a, b: (a, b), {m.make('list', 2)}, {m.make('str', 2)}), sep_ if False else 0)",
            lambda: f"show(str.join({m.make('str', 2)}, {m.make('words', 2)}), {m.make('bytes', 2)}.rsplit(None, 1), {m.make('bytes', 2)}.expandtabs(3))",
            lambda: f"show(print({m.any(2)}, {m.any(2)}, sep={m.make('str', 2)}, end='\\n'))",
        ])()]
