# What class statements and __new__ make of odd bases, metaclasses and namespaces.
def tryit(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)
def a():
    class A(1): pass
def b():
    class A('x'): pass
def c(): pass
class Obj:
    def __init__(self, *a): print('Obj', a[:1], len(a))
def d():
    class A(Obj()): x = 1
    return A
class Multi:
    def __mro_entries__(self, bases): return (int, Obj) if len(bases) == 1 else ()
class P: pass
def e():
    class A(Multi()): pass
    return A.__bases__, A.__orig_bases__[0].__class__
def f():
    class A(P, Multi()): pass
    return A.__bases__
def g():
    class Bad:
        def __mro_entries__(self, bases): return [int]
    class A(Bad()): pass
class NS(dict):
    def __setitem__(self, k, v):
        print('set', k)
        super().__setitem__(k, v)
    def __missing__(self, k):
        if k.startswith('__'): raise KeyError(k)
        return 'missing ' + k
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print('prepare', name, bases, kw)
        return NS()
    def __new__(mcls, name, bases, ns, **kw):
        return super().__new__(mcls, name, bases, dict(ns))
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
def h():
    class A(metaclass=Meta, k=3):
        x = 1
        y = undefined_name
        del x
        def m(self): return __class__
        class B: pass
        for i in range(2): pass
    return A.y, A().m(), sorted(k for k in A.__dict__ if not k.startswith('__')), A.i
def h2():
    class A(metaclass=Meta):
        del nothing
def i():
    class A(list[int]): pass
    return A.__bases__, A.__orig_bases__, A([1])
def j():
    class A(Obj, metaclass=lambda *a, **k: (a[0], a[1], sorted(a[2]), k), z=1): q = 1
    return A
for fn in (a, b, c, d, e, f, g, h, h2, i, j): tryit(fn)
for t in (int, list, dict, str, object, float, bool, bytes, type(None), type(lambda: 0), type(iter([])), type(list[int]), type(tryit.__get__(1)), range, property, ValueError, type, super, slice, type(...), set, frozenset, tuple, map, type({}.keys())):
    tryit(lambda: object.__new__(t) is None)
    tryit(lambda: int.__new__(t))
    tryit(lambda: list.__new__(t))
    tryit(lambda: BaseException.__new__(t))
class M(map):
    pass
class Z(zip):
    def __next__(self):
        return 'z', super().__next__()
print(list(M(str, [1, 2])), next(Z([1], [2])), list(Z([1], [2])), type(M(str, [])).__name__)
class E(enumerate):
    def __new__(cls, it, *a): return super().__new__(cls, it, 10)
print(list(E('ab')))
class R(reversed): pass
print(type(R((1, 2))).__name__, list(R((1, 2))), type(R([1])).__name__)
