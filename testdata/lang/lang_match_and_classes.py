# match of all kinds, metaclasses, super(), properties, descriptors, operators.
def tryit(f, *a):
    try:
        print(f.__name__, f(*a))
    except BaseException as e:
        print(f.__name__, type(e).__name__, e)
# match
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
class BadArgs: __match_args__ = ['x']
class BadArgs2: __match_args__ = (1,)
class NoArgs: pass
class Dup: __match_args__ = ('x', 'x'); x = 1
class MySeq:
    def __len__(self): return 2
    def __getitem__(self, i): return i
class MyDict(dict): pass
class MyStr(str): pass
class MyList(list): pass
class Color: RED = 1; GREEN = 2
def m(v):
    match v:
        case 0 | 0.5: return 'zero'
        case None: return 'none'
        case True: return 'true'
        case 'a' | b'b': return 'text'
        case -1: return 'neg'
        case Color.GREEN: return 'green'
        case []: return 'empty seq'
        case [1]: return 'one'
        case [1, 2, *_]: return '1,2..'
        case [x, [y, *z], 3]: return 'nested', x, y, z
        case (a, b) if a == b: return 'same', a
        case [*rest, 9]: return 'ends 9', rest
        case {'k': 1, **kw}: return 'map', kw
        case {'t': str() as s}: return 'str in map', s
        case {}: return 'any map'
        case P(x=0): return 'P x 0'
        case P(1, y=q): return 'P 1', q
        case P(a, b): return 'P', a, b
        case int(n) | float(n): return 'number', n
        case str(s): return 's', s
        case (list() | tuple()) as w: return 'seq', w
        case set(): return 'set'
        case object(__class__=c): return 'obj', c.__name__
        case _: return 'never'
for v in (0, 0.0, 0.5, False, None, True, 1, 'a', b'b', -1, 2, [], (), [1], (1,), [1, 2], [1, 2, 3], [5, [6, 7, 8], 3], (4, 4), [3, 9], [9], {'k': 1, 'z': 2}, {'t': 'x'}, {'t': 5}, {}, MyDict(k=1), P(0, 5), P(1, 2), P(3, 4), 5, 2.5, 'xyz', MyStr('q'), [7, 8, 9, 10], MyList([1]), {1}, b'zz', range(3), MySeq(), 'ab', 1j if False else 3): print(repr(v) if not isinstance(v, (P, MySeq)) else '', m(v))
def m1():
    match BadArgs():
        case BadArgs(1): pass
def m2():
    match BadArgs2():
        case BadArgs2(1): pass
def m3():
    match NoArgs():
        case NoArgs(1): pass
def m4():
    match P(1, 2):
        case P(1, 2, 3): pass
def m5():
    match Dup():
        case Dup(1, x=1): pass
def m6():
    match Dup():
        case Dup(1, 1): pass
def m7():
    match 1:
        case Color(): pass
def m8():
    x = 5
    match 1:
        case x.foo: pass
def m9():
    f = len
    match 1:
        case f(): pass
def m10():
    match 5:
        case int(x, y): pass
def m11():
    match {1: 2, 1.0: 3}:
        case {1: x, 2: y}: return x, y
def m12():
    match (1, 2, 3):
        case (1, x) | (1, x, 3): return x
def m13():
    match {'a': {'b': [1, {'c': 'deep'}]}}:
        case {'a': {'b': [_, {'c': v}]}}: return v
def m14():
    match 'abc':
        case [a, b, c]: return 'seq'
        case str(x) if x.startswith('b'): return 'b'
        case _ if (y := 3) > 5: return 'no'
    return 'none', y
def m15():
    r = []
    for v in ([], [1], [1, 2], [1, 2, 3]):
        match v:
            case [a, *_, b]: r.append((a, b))
            case [*a]: r.append(a)
    return r
def m16():
    class Evil:
        def __eq__(self, o): raise ValueError('eq')
    match Evil():
        case 5: return 1
def m17():
    match = 3; case = 4; _ = 5; type = 6
    match[0] if False else None
    print(match, case, _, type)
    match (match, case):
        case (a, _): return a, _
def m18():
    match 1, 2:
        case 1, x: return x
def m19():
    match *[1, 2], 3:
        case [a, b, c]: return a + b + c
def m20():
    match -0.0, 1e3, 'x' 'y', -5:
        case (0, 1000, 'xy', -5): return 'lit'
def m21():
    match {'x': 1}:
        case {**r}: return r
def m22():
    match [1, 2]:
        case list([a, b]): return a, b
def m23():
    match b'abc':
        case bytes(b): return b
def m24():
    match {'a': None}:
        case {'a': None as n}: return n
        case {'a': _}: return 'x'
def m25():
    match 3:
        case 1: a = 1
    return a
def m26():
    class KeyErr(dict):
        def get(self, k, d=None): print('get', k); return super().get(k, d)
        def __missing__(self, k): print('missing'); return 1
    match KeyErr(a=1):
        case {'a': 1, 'b': x}: return 'wrong'
        case {'a': 1}: return 'right'
for i in range(1, 27): tryit(globals()['m%d' % i])
# metaclasses and bases
class Meta(type):
    def __new__(m, n, b, d, **k): print('new', n, b, sorted(x for x in d if not x.startswith('__')), k); return super().__new__(m, n, b, d)
    def __init__(c, n, b, d, **k): print('init', n, k); super().__init__(n, b, d)
    def method(cls): return cls.__name__
    @property
    def prop(cls): return 'prop of ' + cls.__name__
class A(metaclass=Meta, opt=1): z = 1
class B2(A, other=2): pass
print(A.method(), B2.prop, type(B2), B2.__mro__, Meta('Dyn', (A,), {'q': 1}).q)
tryit(lambda: A().method())
tryit(lambda: A().prop)
class M1(type): pass
class M2(type): pass
class C1(metaclass=M1): pass
class C2(metaclass=M2): pass
def mc():
    class C3(C1, C2): pass
tryit(mc)
def mro():
    class X: pass
    class Y(X): pass
    class Z(X, Y): pass
tryit(mro)
def dup():
    class Z(A, A): pass
tryit(dup)
def final():
    class Z(bool): pass
tryit(final)
def lay():
    class Z(int, str): pass
tryit(lay)
T = type('T', (object,), dict(a=1, f=lambda self: self.a))
print(T().f(), T.__name__, T.__module__, T.__qualname__, T.__bases__, T.__dict__['a'], T)
tryit(lambda: type('T', (), {}, x=1))
# super
class S0:
    def f(self): return ['S0']
    @classmethod
    def c(cls): return [cls.__name__]
    @staticmethod
    def s(): return 'static'
    @property
    def p(self): return 1
class S1(S0):
    def f(self): return super().f() + ['S1']
    @classmethod
    def c(cls): return super().c() + ['S1']
    @property
    def p(self): return super().p + 1
    def g(self): return [super(S1, self).f() for _ in [1]]
    def h(self): return (lambda: super(S1, self).f())()
    def i(self): return super().nope
    def j(self): return super().s(), super(S1, S1).c(), super().__init__
    def k(self): super().x = 5
class S2(S0):
    def f(self): return super().f() + ['S2']
class S3(S1, S2):
    def f(self): return super().f() + ['S3']
s = S3(); print(s.f(), S3.c(), s.p, s.g(), s.h(), s.j()[:2])
for fn in (s.i, s.k): tryit(fn)
def nosuper(): super().f()
tryit(nosuper)
class Bad:
    def f(): super()
tryit(Bad.f)
def outer_fn(self): return super(S1, self).f()
print(outer_fn(s))
tryit(lambda: super(S1, 5).f())
tryit(lambda: super(5, 5))
# properties
class Pr:
    def __init__(self): self._v = 0
    @property
    def v(self): "doc v"; return self._v
    @v.setter
    def v(self, x): self._v = x
    @v.deleter
    def v(self): print('deleted'); self._v = None
    ro = property(lambda self: 1)
    wo = property(fset=lambda self, v: print('wo', v))
    w2 = property(None, None, None, 'doc only')
p = Pr(); p.v = 5; print(p.v); del p.v; print(p.v, Pr.v.__doc__, Pr.w2.__doc__, Pr.v.fget(p), type(Pr.v))
p.wo = 3
def ro(): p.ro = 1
def rod(): del p.ro
def wo(): return p.wo
def inh():
    class Q(Pr):
        @Pr.v.getter
        def v(self): return 'child'
    q = Q(); q.v = 7
    return q.v, q._v
for fn in (ro, rod, wo, inh): tryit(fn)
# descriptors precedence
class Data:
    def __get__(self, o, t=None): return 'data'
    def __set__(self, o, v): raise AttributeError('no set')
class NonData:
    def __get__(self, o, t=None): return 'nondata'
class Desc:
    d = Data(); n = NonData()
x = Desc(); x.__dict__.update(d='inst', n='inst')
print(x.d, x.n, Desc.d, Desc.n)
def ds(): x.d = 1
tryit(ds)
# reflected, inplace
class N:
    def __init__(self, n): self.n = n
    def __add__(self, o): return ('add', self.n, o) if not isinstance(o, str) else NotImplemented
    def __radd__(self, o): return 'radd', o
    def __iadd__(self, o): self.n += o; return self
    def __lt__(self, o): return NotImplemented
    def __gt__(self, o): return 'gt'
    def __eq__(self, o): return 'eq'
    def __matmul__(self, o): return 'mm'
    def __neg__(self): return 'neg'
    def __invert__(self): return 'inv'
    def __pow__(self, o, m=None): return 'pow', o, m
    def __rpow__(self, o): return 'rpow', o
    def __floordiv__(self, o): return 'fd'
    def __rlshift__(self, o): return 'rls'
    def __and__(self, o): return 'and'
n = N(1)
def na(): return n + 'a'
def nl(): return n < 5
def ni():
    n2 = N(1); n2 += 5; return n2.n
def np(): return n ** 2, pow(n, 2, 3), 2 ** n, n @ 1, -n, ~n, n // 1, 1 << n, n & 1
def nb(): return n - 1
def nr(): return 1 - n
def ng(): return n > 1, 5 < n, n == 1, 1 == n, n != 1
def ns(): return n < n
def nm(): return sorted([N(1), N(2)])
for fn in (na, nl, ni, np, nb, nr, ng, ns, nm): tryit(fn)
print(1 + n, sum([n, 1]) if False else '')
def mk1():
    match {1: 2}:
        case {Color.RED: x, 1: y}: return 1
def mk2():
    match {1: 2, 3: 4}:
        case {Color.RED: x, 3: y}: return x, y
def mk3():
    match {}:
        case {Color.RED: x, 1: y}: return 1
    return 'none'
for fn in (mk1, mk2, mk3): tryit(fn)
# classes and exceptions as old sequences
class Seq(type):
    def __getitem__(cls, i): return (10, 20)[i]
class IsSeq(metaclass=Seq): pass
class ExcSeq(Exception):
    def __getitem__(self, i): return 'ab'[i]
print(list(IsSeq), 20 in IsSeq, 5 in IsSeq, [*ExcSeq()], type(iter(IsSeq)).__name__)
tryit(lambda: list(A))
