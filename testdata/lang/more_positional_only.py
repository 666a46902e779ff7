def f(a, b=2, /, c=3, *, d=4, **kw):
    return a, b, c, d, kw
print(f(1), f(1, 5, c=6), f(1, a=9), f(1, b=8, d=7), f(1, 2, 3, d=5, a=1, b=2))
for call in [lambda: f(), lambda: f(a=1), lambda: f(1, 2, 3, 4)]:
    try:
        print(call())
    except TypeError as e:
        print(e)
def g(a, /):
    return a
for call in [lambda: g(a=1), lambda: g(1, a=1), lambda: g(), lambda: g(1, 2), lambda: g(b=1)]:
    try:
        print(call())
    except TypeError as e:
        print(e)
log = []
def t(x):
    log.append(x)
    return x
def order(a=t(1), /, b=t(2), *, c=t(3), d=t(4)):
    pass
print(log)
log.clear()
@t
@(lambda f: t(f.__name__) and f)
def deco(x=t('default')): pass
print([x if isinstance(x, str) else x.__name__ for x in log])
log.clear()
class Meta(type):
    def __new__(m, *a, **k):
        t('new')
        return type.__new__(m, *a)
@(lambda c: t('deco') and c)
class K(t(object), metaclass=t(Meta), kw=t('kw')):
    t('body')
print([getattr(x, '__name__', x) for x in log])
h = lambda a, /, b, *c, d=1, **e: (a, b, c, d, e)
print(h(1, 2, 3, d=4, f=5))
print((lambda *, k: k)(k=3), (lambda *a, **k: (a, k))(1, x=2))
