def f(a, b, c=1, *, d, e=2):
    pass
def g():
    pass
def h(a, /, b):
    pass
def k(*args, x):
    pass
def m(*, x, y, z):
    pass
def n(a, b, c, d):
    pass
cases = [lambda: f(), lambda: f(1), lambda: f(1, 2), lambda: f(1, 2, 3, 4, d=1), lambda: f(1, 2, d=1, z=3),
         lambda: f(1, 2, a=3, d=1), lambda: g(1), lambda: g(x=1), lambda: h(a=1, b=2), lambda: h(1, 2, 3),
         lambda: h(), lambda: h(b=1), lambda: k(), lambda: k(1, 2), lambda: m(), lambda: m(x=1), lambda: m(1),
         lambda: n(), lambda: n(1), lambda: n(1, 2, 3), lambda: n(1, 2, 3, 4, 5), lambda: n(1, 2, 3, 4, 5, e=1),
         lambda: f(*5), lambda: f(**5), lambda: f(**{1: 2}), lambda: f(1, **{'a': 1}), lambda: g(**{'x': 1}, **{'x': 2}),
         lambda: f(x=1, **{'x': 2}), lambda: n(1, *[2, 3, 4, 5, 6]), lambda: f(1, 2, 3, 4), lambda: f(1, 2, 3, 4, 5, d=1, e=3)]
for c in cases:
    try:
        c()
        print('ok')
    except TypeError as e:
        print(e)
