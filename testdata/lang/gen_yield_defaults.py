def g():
    f = lambda a=(yield 1), *, b=(yield 2): (a, b)
    print(f())
    def h(x, y=(yield 3), *z, k=(yield 4), **w):
        return x, y, k
    print(h(0))
    class A((yield 5), metaclass=(yield 6), k=(yield 7)):
        v = 1
    print(A.__mro__[1], type(A))
    @(yield 'd1')
    @(yield 'd2')
    class B:
        pass
    print(B)
    @(yield 'd3')
    def deco(a=(yield 'def')):
        yield a
        yield 2
    print(deco)
    s = sorted((yield 'list'), key=lambda v, sign=(yield 'sign'): v * sign)
    print(s)
    return [(yield 'x')] + [*(yield 'y')]


class M(type):
    def __new__(m, *a, k):
        print('k', k)
        return type.__new__(m, *a)

    def __init__(self, *a, k):
        type.__init__(self, *a)


it = g()
print(next(it))
out = []
try:
    for s in ['A', 'B', 'C', 'D', list, M, 'kw', lambda c: (c.__name__ if isinstance(c, type) else c) + '!', lambda c: c.__name__ + '?', lambda f: list(f()), 'dd', [1, 3, 2], -1, 'X', 'YZ']:
        out.append(it.send(s))
except StopIteration as e:
    out.append(e.value)
print(out)
