# What functions, methods and code objects show of themselves.
def tryit(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)
def outer():
    k = 1
    def f(a, b=2, /, c=3, *args, d, e=5, **kw) -> int:
        "doc"
        x = a
        y = [z for z in ()]
        return k, x
    return f
f = outer()
c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_varnames, c.co_nlocals, c.co_freevars, c.co_cellvars, c.co_flags & 12, c.co_firstlineno, c.co_filename.split('/')[-1])
print(outer.__code__.co_varnames, outer.__code__.co_cellvars, outer.__code__.co_freevars)
print(f.__defaults__, f.__kwdefaults__, f.__closure__[0].cell_contents, f.__name__, f.__qualname__, f.__module__, f.__doc__)
print(outer.__defaults__, outer.__kwdefaults__, outer.__closure__, outer.__doc__, outer.__annotations__)
print((lambda: 0).__qualname__, (lambda x, *y: 0).__code__.co_varnames, (lambda: 0).__code__.co_name)
class K:
    def m(self, q=1): "mdoc"; return q
    @staticmethod
    def s(a): pass
    @classmethod
    def c(cls): pass
print(K.m.__code__.co_name, K().m.__code__.co_varnames, K.m.__qualname__, K().m.__func__ is K.m, K().m.__self__.__class__, K().m.__defaults__, K.c.__func__.__name__, K.__dict__['s'].__wrapped__.__name__, K.s.__qualname__)
def g(a, b): return a, b
g.__defaults__ = (5,)
print(g(1))
g.__defaults__ = None
tryit(lambda: g(1))
def setd(v): g.__defaults__ = v
tryit(lambda: setd([1]))
g.__defaults__ = (7, 8, 9)
tryit(lambda: g())
del g.__defaults__
tryit(lambda: g())
def h(*, k=1, j): return k, j
h.__kwdefaults__ = {'j': 4}
tryit(lambda: h())
tryit(lambda: h(k=2))
h.__kwdefaults__['k'] = 9
print(h(), h.__kwdefaults__)
h.__kwdefaults__ = None
tryit(lambda: h())
def setk(v): h.__kwdefaults__ = v
tryit(lambda: setk([1]))
g.__name__ = 'gg'
print(g.__name__, g.__qualname__, repr(g)[:12])
tryit(lambda: setattr(g, '__name__', 1))
tryit(lambda: setattr(g, '__qualname__', 1))
g.__doc__ = 5; print(g.__doc__)
g.attr = 1; print(g.__dict__)
g.__dict__ = {'z': 2}; print(g.z)
tryit(lambda: g.attr)
tryit(lambda: setattr(g, '__dict__', 3))
tryit(lambda: setattr(g, '__closure__', 3))
tryit(lambda: setattr(g, '__globals__', 3))
print(g.__globals__ is globals(), g.__builtins__ is not None)
print(len.__name__, len.__qualname__, len.__module__, str.upper.__name__, str.upper.__qualname__, 'a'.upper.__name__, 'a'.upper.__self__, 'a'.upper.__qualname__)
print(repr(len), repr(str.upper), repr('a'.upper)[:34], repr(dict.fromkeys)[:40], repr(int.__add__), repr((1).__add__)[:28], repr(K.m)[:14], repr(K().m)[:20])
print(type(len), type(str.upper), type('a'.upper), type(int.__add__), type((1).__add__), type(K.m), type(K().m), type(dict.fromkeys), type(K.__dict__['s']))
print(type(f.__code__), type(f.__closure__[0]), type(f.__closure__))
print(hash(f.__code__) is not None, f.__code__ == f.__code__, f.__code__ is f.__code__, repr(f.__code__)[:14])
tryit(lambda: len.foo)
tryit(lambda: setattr(len, 'foo', 1))
tryit(lambda: K().m.foo)
def setm(): K().m.foo = 1
tryit(setm)
print(K().m == K().m, K.m == K.m, hash(K.m) == hash(K.m))
k = K(); print(k.m == k.m, k.m is k.m, hash(k.m) == hash(k.m), {k.m: 1}[k.m])
def gen():
    yield 1
G = gen()
print(G.gi_code.co_name, G.gi_running, G.gi_yieldfrom, G.__name__, G.__qualname__, type(G))
print(f.__call__, f.__get__(1), f.__get__(None, int) is f) if 0 else None
print(f.__annotations__, K.m.__annotations__)
def an(a: int, b: 'x', *c: str, d: None = None, **e: float) -> bool: pass
print(an.__annotations__)
an.__annotations__ = {'q': 1}
print(an.__annotations__)
an.__annotations__['r'] = 2
print(an.__annotations__)
