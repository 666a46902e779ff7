# __slots__: names, places, what is refused.
def tryit(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)
def mk(name, bases=(), **ns): return lambda: type(name, bases, ns)
tryit(mk('A', __slots__=['1a']))
tryit(mk('A', __slots__=['a b']))
tryit(mk('A', __slots__=[1]))
tryit(mk('A', __slots__=1))
tryit(mk('A', __slots__=''))
tryit(mk('A', (int,), __slots__=('a',)))
tryit(mk('A', (tuple,), __slots__=('a',)))
tryit(mk('A', (bytes,), __slots__='a'))
tryit(mk('A', (str,), __slots__='a'))
tryit(mk('A', (int,), __slots__=()))
tryit(mk('A', (list,), __slots__='a'))
tryit(mk('A', (), __slots__=('a', 'a')))
tryit(mk('A', (), __slots__=('__dict__', '__dict__')))
tryit(mk('A', (), __slots__=('__weakref__', '__dict__')))
class S: __slots__ = 'a', '__p'
class D: pass
class W: __slots__ = ('x',)
tryit(mk('A', (D,), __slots__=('__dict__',)))
tryit(mk('A', (D,), __slots__=('__weakref__',)))
tryit(mk('A', (S, W)))
tryit(mk('A', (S, W), __slots__=()))
tryit(mk('A', (S, D)))
print(sorted(n for n in S.__dict__ if 'p' in n))
class E(S):
    def __init__(self): self.a = 1; self.b = 2
e = E()
print(e.__dict__, vars(e), e.a, e.b)
del e.a
tryit(lambda: e.a)
tryit(lambda: delattr(e, 'a'))
e.__dict__['a'] = 7
tryit(lambda: e.a)
class F(S):
    __slots__ = ('c',)
f = F()
tryit(lambda: f.c)
tryit(lambda: setattr(f, 'zz', 1))
tryit(lambda: delattr(f, 'zz'))
tryit(lambda: delattr(f, 'c'))
tryit(lambda: vars(f))
tryit(lambda: f.__dict__)
f.a = 1; f.c = 2
print(f.a, f.c, [n for n in dir(f) if n[0] != '_' or n.endswith('p')])
class G(F): pass
g = G(); g.new = 1; g.c = 5
print(g.__dict__, g.c)
print(S.a, type(S.a), S.a.__name__)
tryit(lambda: S.a.__get__(f))
tryit(lambda: S.a.__get__(W()))
S.a.__set__(f, 9)
print(f.a)
S.a.__delete__(f)
tryit(lambda: f.a)
class C2: __slots__ = {'x': 'doc of x'}
c = C2(); c.x = 3; print(c.x, C2.__slots__)
class Sh: __slots__ = ('k',)
class Sh2(Sh): k = 5
tryit(lambda: setattr(Sh2(), 'k', 1))
s = Sh2(); s.k = 2; print(s.k, Sh2.k)
class Sh3(Sh):
    __slots__ = ()
    k = 5
tryit(lambda: setattr(Sh3(), 'k', 1))
class Q:
    __slots__ = ('y',)
def setcls(): W().__class__ = Q
tryit(setcls)
def setcls(): W().__class__ = D
tryit(setcls)
class X(Exception): __slots__ = ('z',)
x = X('m'); x.z = 1; x.t = 2; print(x.__dict__, x.z)
class L(list): __slots__ = ('z',)
l = L(); l.z = 1
tryit(lambda: setattr(l, 't', 1))
print(l.z, l)
