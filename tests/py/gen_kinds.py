"""Statements of random programs about kinds: types of iterators, functions as objects, slots,
metaclasses and namespaces, mapping patterns, methods with any arguments.  gen_lang.py."""

METHODS = {
    "str": "capitalize casefold center count encode endswith expandtabs find format index isalnum "
           "isalpha isdigit isidentifier islower isspace istitle isupper join ljust lower lstrip "
           "partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip "
           "split splitlines startswith strip swapcase title translate upper zfill",
    "bytes": "capitalize center count decode endswith expandtabs find hex index isalnum isspace join "
             "ljust lower lstrip partition removeprefix replace rfind rjust rpartition rsplit split "
             "splitlines startswith strip swapcase title translate upper zfill",
    "list": "append clear copy count extend index insert pop remove reverse sort",
    "tuple": "count index",
    "dict": "clear copy get items keys pop popitem setdefault update values",
    "int": "bit_length bit_count conjugate to_bytes as_integer_ratio",
    "float": "is_integer as_integer_ratio hex conjugate",
}
KEYWORDS = ["sep=None", "maxsplit=1", "keepends=True", "tabsize=3", "encoding='ascii'", "errors='ignore'",
            "key=None", "key=str", "reverse=True", "length=3", "byteorder='big'", "signed=True", "k=1"]


class Kinds:
    """What a program needs besides self.m, the maker of expressions, and self.rng."""

    def do_methods(self, d):
        m, r = self.m, self.rng
        lines = []
        for _ in range(r.randint(1, 3)):
            kind = r.choice(list(METHODS))
            name = r.choice(METHODS[kind].split())
            args = [m.any(1) if m.chance(0.4) else m.pick(m.small(), m.make("str", 1), m.make("bytes", 1), "None") for _ in range(r.choice([0, 0, 1, 1, 1, 2, 2, 3, 4]))]
            keyword = [r.choice(KEYWORDS)] if m.chance(0.2) else []
            lines += [f"v = {m.make(kind, 1)}", f"attempt(lambda: (v.{name}({', '.join(args + keyword)}), v))"]
        return lines

    def do_iterators(self, d):
        m = self.m
        source = lambda: m.pick(m.make("list", 1), m.make("tuple", 1), m.make("str", 1), m.make("dict", 1), m.make("bytes", 1), f"{m.make('dict', 1)}.{m.pick('items', 'keys', 'values')}()", f"range({m.small()})", m.any(1))
        make = lambda: m.pick(f"iter({source()})", f"reversed({source()})", f"enumerate({source()}, {m.small()})", f"zip({source()}, {source()})", f"map(repr, {source()})", f"filter(None, {source()})", f"(q for q in {source()})", f"zip({source()}, {source()}, strict={m.pick('True', 'False')})")
        return [f"attempt(lambda: kind_of({make()}))", f"it = attempt(lambda: {make()}) or iter(())", "attempt(lambda: next(it))", "attempt(lambda: (isinstance(it, (zip, map)), list(it), list(it)))"]

    def do_function(self, d):
        m = self.m
        params = m.pick("a, b=1", "a, /, b=2, *c, d, e=3, **f", "a, *, k=1", "a=[]", "a, **k", "self, x: int = 5")
        setting = m.pick("fn.__defaults__ = (7,)", "fn.__defaults__ = None", "fn.__kwdefaults__ = {'d': 4}", "fn.__name__ = 'other'", "fn.mark = 1", "fn.__doc__ = 'text'", "fn.__defaults__ = 5", "del fn.__defaults__", "fn.__qualname__ = 3")
        return ["def fn(" + params + "):", f"    {m.pick(repr('doc'), 'local = 1', 'pass')}", f"    return {m.pick('locals()', 'sorted(locals())', '1')}", "c = fn.__code__", "show(c.co_name, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_varnames, c.co_flags & 44)", "def change():", "    " + setting, "attempt(change)", "show(fn.__name__, fn.__defaults__, fn.__kwdefaults__, fn.__doc__, fn.__dict__)", f"attempt(lambda: fn({m.pick('', '1', '1, 2', '1, d=2', 'a=1', '*[1, 2, 3]', 'k=2', '**{}')}))"]

    def do_slots(self, d):
        m, r = self.m, self.rng
        m.count += 1
        n = m.count
        slots = lambda: m.pick("('a', 'b')", "'a'", "()", "('__p', 'c')", "['a', '__dict__']", "('a', 'a')", "('1x',)", "(5,)", "('d', 'kind')")
        base = m.pick("", "(list)", "(int)", "(Exception)", "(str)", "(dict)")
        return ["def make():", f"    class S{n}{base}:", f"        __slots__ = {slots()}", "        kind = 1" if m.chance(0.2) else "        pass", f"    class T{n}(S{n}):", f"        {m.pick('__slots__ = ' + slots(), 'x = 1', 'pass')}", f"    return T{n}", "cls = attempt(make)", "o = attempt(lambda: cls())"] + [line for _ in range(r.randint(1, 4)) for line in [f"attempt(lambda: {m.pick('setattr(o, %r, %s)', 'delattr(o, %r) or %s', 'getattr(o, %r) == %s')})" % (r.choice(["a", "b", "c", "x", "__p", "d"]), m.small())]] + ["attempt(lambda: o.__dict__)"]

    def do_meta(self, d):
        m = self.m
        m.count += 1
        n = m.count
        return [f"class M{n}(type):", "    @classmethod", "    def __prepare__(meta, name, bases, **kw):", "        show('prepare', name[0], sorted(kw))", f"        return {m.pick('{}', 'Noting()', 'Noting(z=5)')}", "    def __new__(meta, name, bases, space, **kw):", "        return super().__new__(meta, name, bases, dict(space))", f"    def __init__(cls, name, bases, space, **kw): {m.pick('pass', 'super().__init__(name, bases, space)')}", f"    def __{m.pick('len', 'bool', 'call', 'iter', 'getitem', 'contains')}__(cls, *a): return {m.pick('1', 'iter(())', 'True', 'a')} if a != (3,) else [][3]", "def make():", f"    class K{n}(metaclass=M{n}{m.pick('', ', tag=1')}):", f"        x = {m.make('int', 1)}", f"        {m.pick('del x', 'y = x + 1', 'y = z', 'y = missing', 'for i in range(2): pass')}", f"    return K{n}", "cls = attempt(make)", "attempt(lambda: sorted(k for k in cls.__dict__ if k[0] != '_'))", f"attempt(lambda: {m.pick('len(cls)', 'bool(cls)', 'cls(1)', 'list(cls)', 'cls[1]', '1 in cls')})"]

    def do_mapping(self, d):
        m, r = self.m, self.rng
        key = lambda: m.pick("1", "True", "0", "'a'", "'b'", "2.5", "None", "Check.ONE", "-1")
        keys = list(dict.fromkeys(key() for _ in range(r.randint(0, 3))))
        entries = [f"{k}: {m.pick('_', 'p%d' % i, '1', 'int()', 'str() | None', '[*_]')}" for i, k in enumerate(keys)]
        pattern = "{" + ", ".join(entries + (["**rest"] if m.chance(0.4) else [])) + "}"
        subject = m.pick(m.make("dict", 2), "{1: 1, 'a': [1]}", "{True: None, 0: 'x', 'b': 2}", "Asked(a=1, b=2)", "Noting(a=1)", m.any(1))
        return [f"match {subject}:", f"    case {pattern}:", f"        show('fits', {'rest' if 'rest' in pattern else '0'})", "    case _:", "        show('no')"]

    def do_starred(self, d):
        """yield inside except*."""
        m, r = self.m, self.rng
        kinds = ["ValueError", "TypeError", "KeyError", "OSError"]
        m.count += 1
        name = f"s{m.count}"
        raised = ", ".join(f"{r.choice(kinds)}({m.small()})" for _ in range(r.randint(1, 3)))
        lines = [f"def {name}():", "    try:", f"        raise {m.pick('ExceptionGroup(%r, [%s])' % ('g', raised), r.choice(kinds) + '(5)')}"]
        for kind in r.sample(kinds, r.randint(1, 3)):
            lines += [f"    except* {m.pick(kind, '(yield 0) or ' + kind)} as e:", f"        show('star', leaves(e))", f"        {m.pick('x = yield 1', 'yield leaves(e)', 'yield from (1, 2)', 'pass')}", f"        {m.pick('pass', 'raise', 'raise e', 'raise LookupError(7)', 'show((yield 3))', 'raise e from None')}"]
        lines += (["    finally:", "        yield 'fin'"] if m.chance(0.4) else []) + ["    yield 'last'"]
        sends = [(m.pick("s", "s", "s", "s", "t"), r.choice([0, 1, None, "x"])) for _ in range(r.randint(2, 7))]
        return lines + [f"attempt(lambda: drive({name}(), {sends!r}))"]
