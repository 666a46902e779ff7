# Special methods that scripts can notice, well-behaved and not.
def tryit(f, *a):
    try:
        print(f.__name__ if f.__name__ != '<lambda>' else '', f(*a))
    except BaseException as e:
        print(f.__name__ if f.__name__ != '<lambda>' else '', type(e).__name__, e)
# __init_subclass__, __set_name__
class D:
    def __set_name__(self, owner, name): print('set_name', owner.__name__, name); self.name = name
    def __get__(self, obj, owner=None): return (self.name, obj is None, owner.__name__)
    def __set__(self, obj, v): print('set', self.name, v)
    def __delete__(self, obj): print('del', self.name)
class B:
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        print('init_subclass', cls.__name__, tag)
class C(B, tag='x'):
    d = D()
    e = d
def f():
    class X(B, foo=1): pass
tryit(f)
print(C.d, C().d)
c = C(); c.d = 5; del c.d
def bad():
    class Y:
        class Z:
            def __set_name__(self, *a): raise ValueError('in set_name')
        z = Z()
tryit(bad)
# getattr family
class G:
    x = 1
    def __getattr__(self, n):
        print('getattr', n)
        if n.startswith('no'): raise AttributeError(n)
        return n * 2
    def __getattribute__(self, n):
        print('getattribute', n)
        return object.__getattribute__(self, n)
    def __setattr__(self, n, v): print('setattr', n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n): print('delattr', n); object.__delattr__(self, n)
    def __dir__(self): return ['b', 'a']
g = G(); g.y = 2; print(g.x, g.y, g.zz); del g.y
print(hasattr(g, 'nope'), getattr(g, 'no', 5), dir(g))
tryit(lambda: g.nope)
tryit(lambda: delattr(g, 'q'))
class GP:
    @property
    def p(self): raise AttributeError('inside')
    def __getattr__(self, n): return 'fallback ' + n
print(GP().p)
# class getitem
class CG:
    def __class_getitem__(cls, k): return cls.__name__, k
print(CG[1], CG[int, str], CG[1:2])
tryit(lambda: G[1])
class MG(type):
    def __getitem__(cls, k): return 'meta', k
    def __len__(cls): return 3
    def __iter__(cls): return iter('abc')
    def __contains__(cls, x): return x == 'q'
    def __call__(cls, *a, **k):
        print('meta call', a, k)
        return super().__call__(*a, **k)
    def __getattr__(cls, n): return 'meta ' + n
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, o): return o is int
    def __eq__(cls, o): return NotImplemented
    def __hash__(cls): return 7
    def __repr__(cls): return '<MG ' + cls.__name__ + '>'
    def __bool__(cls): return False
    def __add__(cls, o): return 'add', o
    def __or__(cls, o): return 'or', o
class CM(metaclass=MG):
    def __init__(self, *a): self.a = a
    def __class_getitem__(cls, k): return 'never'
print(CM[0], len(CM), list(CM), 'q' in CM, CM(1, 2).a, CM.foo, isinstance(5, CM), isinstance('a', CM), issubclass(int, CM), issubclass(str, CM), hash(CM), CM, bool(CM), CM + 1, CM | 2, CM == CM)
# call / contains / iter / index / bool / format
class Cl:
    def __call__(self, *a, k=1, **kw): return a, k, kw
print(Cl()(1, 2, k=3, z=4), callable(Cl()), callable(Cl))
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(It(3)), 2 in It(3), 7 in It(3), max(It(4)), sorted(It(3)), [*It(2)], dict(zip(It(2), It(3))), sum(It(5)), tuple(It(1)), set(It(2)) == {0, 1})
class OldSeq:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * i
print(list(OldSeq()), 9 in OldSeq(), iter(OldSeq()), [x for x in OldSeq()], OldSeq()[2])
tryit(lambda: reversed(OldSeq()))
tryit(lambda: len(OldSeq()))
class OldSeq2(OldSeq):
    def __len__(self): return 3
print(list(reversed(OldSeq2())))
class Ix:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
print([1, 2, 3][Ix(1)], [1, 2, 3][Ix(0):Ix(2)], 'abc'[Ix(-1)], range(Ix(3)), hex(Ix(255)), bin(Ix(5)), int(Ix(7)), float(Ix(2)), 'a' * Ix(3), [0] * Ix(2), round(1.234, Ix(2)), chr(Ix(65)), '%d' % Ix(3), '%x' % Ix(16), bytes([Ix(1)]), bytes(Ix(2)), (5).to_bytes(Ix(2), 'big'), 'a'.center(Ix(3)), list(range(5))[Ix(1):Ix(4):Ix(2)], pow(2, 3, 5))
tryit(lambda: [1][Ix('a')])
tryit(lambda: [1][Ix(2**70)])
tryit(lambda: int(Ix(1.5)))
class Bo:
    def __init__(self, v): self.v = v
    def __bool__(self): return self.v
tryit(lambda: bool(Bo(1)))
tryit(lambda: not Bo('a'))
print(bool(Bo(False)), [1 for x in [1] if Bo(True)], Bo(False) or 2, not Bo(True))
class Le:
    def __init__(self, v): self.v = v
    def __len__(self): return self.v
tryit(lambda: len(Le(-1)))
tryit(lambda: bool(Le(-1)))
tryit(lambda: len(Le('a')))
tryit(lambda: len(Le(2**70)))
tryit(lambda: bool(Le(0)))
tryit(lambda: len(Le(True)))
class Fo:
    def __format__(self, s): return 'F<' + s + '>'
    def __str__(self): return 'S'
    def __repr__(self): return 'R'
print(f'{Fo()}|{Fo():x}|{Fo()!r:5}|{Fo()!s:>3}', '{:abc}'.format(Fo()), format(Fo()), '%s %r' % (Fo(), Fo()))
class BadF:
    def __format__(self, s): return 5
    def __str__(self): return 5
    def __repr__(self): return None
    def __len__(self): return 1.5
    def __hash__(self): return 'a'
    def __iter__(self): return 5
    def __contains__(self, x): return 'yes'
    def __bytes__(self): return 'a'
    def __int__(self): return 'a'
    def __float__(self): return 'a'
    def __index__(self): return None
    def __dir__(self): return 5
    def __bool__(self): return 5
    def __reversed__(self): return 5
    def __round__(self, n=None): return 'round', n
    def __abs__(self): return 'abs'
    def __divmod__(self, o): return 'divmod'
    def __trunc__(self): return 3
b = BadF()
for fn in (format, str, repr, len, hash, iter, bytes, int, float, dir, bool, reversed, round, abs, hex, list, '{}'.format, ascii, print):
    tryit(fn, b)
tryit(lambda: 1 in b); tryit(lambda: divmod(b, 1)); tryit(lambda: round(b, 2)); tryit(lambda: f'{b}'); tryit(lambda: '%s' % b); tryit(lambda: [1][b]); tryit(lambda: {b: 1})
# missing
class Mi(dict):
    def __missing__(self, k): self[k] = k * 2; return k
m = Mi(a=1); print(m['a'], m['b'], m, m.get('c'), 'c' in m, '%(zz)s' % m, '{q}'.format_map(m), m)
# enter/exit
class CMgr:
    def __init__(self, sup=False, ret=None): self.sup = sup; self.ret = ret
    def __enter__(self): print('enter'); return self.ret
    def __exit__(self, t, v, tb): print('exit', t and t.__name__, v, tb is None); return self.sup
with CMgr(ret=3) as q: print(q)
with CMgr(True): raise ValueError('x')
print('after')
def w():
    with CMgr() as a, CMgr(True, 5) as b, CMgr(ret=(1, 2)) as (c, d):
        print(a, b, c, d)
        raise KeyError('k')
    return 'suppressed'
tryit(w)
def w2():
    for i in range(3):
        with CMgr():
            if i == 0: continue
            if i == 1: break
    with CMgr(): return 'r'
tryit(w2)
def w3():
    with 5: pass
tryit(w3)
class NoExit:
    def __enter__(self): pass
def w4():
    with NoExit(): pass
tryit(w4)
class BadExit(CMgr):
    def __exit__(self, *a): raise RuntimeError('exit failed')
def w5():
    with BadExit(): raise ValueError('body')
try: w5()
except RuntimeError as e: print(repr(e), repr(e.__context__))
class TruthExit(CMgr):
    def __exit__(self, *a): return Bo('bad')
def w6():
    with TruthExit(): raise ValueError
tryit(w6)
