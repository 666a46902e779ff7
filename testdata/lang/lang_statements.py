# Statements and scopes in odd places.
def tryit(f, *a):
    try:
        print(f.__name__, f(*a))
    except BaseException as e:
        print(f.__name__, type(e).__name__, e, repr(e.__context__), repr(e.__cause__), e.__suppress_context__)
# scoping oddities
x = 'global'
class K:
    x = 'class'
    l = [x for _ in range(1)]
    m = [y for y in x]
    g = list(x for _ in range(1))
    lam = lambda: x
    def f(self): return x
    n = [[x for _ in '1'] for _ in x[:1]]
    z = {x: y for y in [x]}
    try: w = [undefined for _ in [1]]
    except NameError as e: err = str(e)
    for i in range(2): pass
    del i
    if True: cond = x
print(K.l, K.m, K.g, K.lam(), K().f(), K.n, K.z, K.err, K.cond, hasattr(K, 'i'), hasattr(K, 'e'))
def f1():
    x = 1
    def g():
        nonlocal x
        x += 1
        def h():
            nonlocal x
            x *= 10
            return x
        return h
    h = g(); return h(), h(), x
tryit(f1)
def f2():
    print(x)
    x = 1
tryit(f2)
def f3():
    def g(): return v
    tryit(g)
    v = 1
    print(g())
    del v
    tryit(g)
f3()
def f4():
    global newg
    newg = 5
f4(); print(newg)
def f5():
    global newg
    del newg
f5()
tryit(lambda: newg)
def f6():
    try: raise ValueError('a')
    except ValueError as e: pass
    return e
tryit(f6)
def f7():
    e = 1
    for e in range(3): pass
    [e for e in 'abc']
    return e
tryit(f7)
def f8(): return [i() for i in [lambda: j for j in range(3)]], [i() for i in [lambda j=j: j for j in range(3)]]
tryit(f8)
def f9():
    fs = []
    for i in range(3):
        def g(): return i
        fs.append(g)
    return [q() for q in fs]
tryit(f9)
def f10():
    if (n := 5) > 3: y = n
    return n, y, [last := i for i in range(3)], last, (z := 1, 2), z
tryit(f10)
def f11(a, b=[]): b.append(a); return b
print(f11(1), f11(2), f11(3, []), f11(4))
def f12():
    try: return 'try'
    finally: print('fin')
def f13():
    try: return 'try'
    finally: return 'fin'
def f14():
    for i in range(3):
        try: continue
        finally: print('f', i)
    else: print('else')
def f15():
    while True:
        try: break
        finally: print('brk')
    else: print('no')
    return 'x'
def f16():
    try:
        try: raise ValueError(1)
        finally: raise KeyError(2)
    except KeyError as e: return repr(e.__context__)
def f17():
    try: 1 / 0
    except ZeroDivisionError: raise ValueError('v') from None
def f18():
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError('v') from e
def f19():
    try: raise ValueError
    except (TypeError, (KeyError, ValueError)): return 'nested tuple'
def f20():
    try: raise ValueError('q')
    except TypeError: pass
    else: print('else')
    finally: print('finally')
def f21(): raise 5
def f22(): raise ValueError from 5
def f23(): raise
def f24(): pass
def f25():
    try: raise ValueError
    except 5: pass
def f26():
    try: raise ValueError
    except (ValueError, 5): return 'ok'
def f27():
    class E(Exception):
        def __init__(self): raise TypeError('in init')
    raise E
def f28(): assert False
def f29(): assert 0, 'msg'
def f30(): assert [], (1, 2)
def f31(): assert True, 1 / 0
def f32():
    a, b = 1
def f33():
    a, b = 1, 2, 3
def f34():
    a, *b, c = 1,
def f35():
    a, *b = []
def f36():
    (a, [b, *c]), d = (1, (2, 3, 4)), 5
    return a, b, c, d
def f37():
    [a, b] = 'xy'; a, b = b, a; return a, b
def f38():
    l = [1, 2, 3]; i = 0
    i, l[i] = 1, 9
    return l, i
def f39():
    l = [1, 2, 3]
    l[:2], l[0] = [7, 8, 9], 0
    return l
def f40():
    d = {}
    d['a'], d['b'] = d, 1
    return list(d), d['a'] is d
def f41():
    x = y = []
    x += [1]; y = y + [2]
    return x, y
def f42():
    t = ([1],)
    try: t[0] += [2]
    except TypeError as e: return str(e), t
def f43():
    def d(n):
        print('deco', n)
        return lambda f: (print('apply', n), f)[1]
    @d(1)
    @d(2)
    def g(): return 'g'
    return g()
def f44():
    for x in [1, 2, 3]:
        if x == 2: break
    else: return 'no'
    return x
def f45():
    for i in range(5):
        i *= 10
    return i
def f46():
    l = [1, 2, 3]
    for v in l:
        if v < 3: l.append(v + 5)
        if len(l) > 6: break
    return l
def f47():
    d = {1: 2}
    for k in d: d[k + 1] = 1
def f48():
    s = {1}
    for k in s: s.add(k + 1)
def f49():
    d = {1: 2, 3: 4}
    for k in d: del d[k]
def f50(): return 1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, not 1 == 2, 1 if 0 else 2, (yield_ := 3)
def f51(): return [*range(3), *'ab'], {**{'a': 1}, 'a': 2}, (*(), 1), {*[1], *[1]}
def f52(**k): return f52b(**{'a': 1}, **{'a': 2})
def f52b(**k): return k
def f53(): return f52b(*5)
def f54(): return f52b(**5)
def f55(): return f52b(**{1: 2})
def f56(): return f11()
def f57(): return f11(1, 2, 3)
def f58(): return f11(1, a=2)
def f59(): return f11(1, zz=2)
def f60():
    def g(a, /, b, *, c): pass
    for args, kw in (((), {}), ((1,), {}), ((1, 2), {}), ((1, 2, 3), {}), ((), dict(a=1, b=2, c=3)), ((1,), dict(b=2, c=3, d=4)), ((1, 2), dict(b=2, c=3)), ((1, 2, 3), dict(c=4))):
        try: g(*args, **kw)
        except TypeError as e: print(e)
def f61():
    def g(a, b=1, *args, c, d=2, **kw): return a, b, args, c, d, kw
    return g(1, c=2), g(1, 2, 3, 4, c=5, e=6), g(**{'a': 1, 'c': 2}), g(*[1, 2], **{'c': 3})
def f62():
    del undefined_local
def f63():
    x = 1
    del x
    return x
def f64():
    class A:
        def __del__(self): pass
    a = A(); a = None
    return 'no crash'
def f65(): return (lambda *a, **k: (a, k))(*[1], *[2], x=1, **{'y': 2})
def f66():
    pass
def f67():
    pass
def f68(): return __name__, __file__.split('/')[-1], __doc__
def f69(): return [f'{i}{j}' for i in range(3) if i for j in 'ab' if j != 'a' or i > 1]
def f70(): return {i: j for i, j in zip('abc', range(3))}, {i % 2 for i in range(5)}, sum(i for i in range(4))
def f71():
    it = iter([1, 2, 3])
    return [(a, next(it, None)) for a in it]
def f72():
    try: [1 / 0 for _ in range(1)]
    except ZeroDivisionError: return 'caught'
def f73(): return eval('1')
def f74():
    def g():
        x = yield 1
        print('got', x)
        try: yield 2
        except ValueError as e: print('caught', e); yield 3
        finally: print('cleanup')
        return 'ret'
    i = g(); print(next(i), i.send('s'), i.throw(ValueError('t')))
    try: next(i)
    except StopIteration as e: return e.value
def f75():
    def inner():
        r = yield 'a'
        return r
    def outer():
        v = yield from inner()
        w = yield from [1, 2]
        return v, w
    o = outer(); l = [next(o), o.send('S'), next(o)]
    try: next(o)
    except StopIteration as e: return l, e.value
def f76():
    def g(): yield
    i = g()
    i.send(1)
def f77():
    def g():
        raise StopIteration
        yield
    next(g())
def f78():
    def g():
        try: yield
        finally: yield 'in finally'
    i = g(); next(i)
    i.close()
def f79():
    def g(): yield from i
    i = g(); next(i)
for n in range(12, 80):
    f = globals()['f%d' % n]
    if n in (73,): continue
    tryit(f)
