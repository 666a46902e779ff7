def g(d):
    del d[(yield 'k1')], d[(yield 'k2')]
    print(d)
    try:
        raise (yield 'exc') from (yield 'cause')
    except Exception as e:
        print(repr(e), repr(e.__cause__))
    for x in (yield 'iter'):
        for (yield_target) in x:
            print(yield_target)
    def inner(a=(yield 'default'), *, b=(yield 'kw')):
        return a, b
    print(inner())
    @(yield 'decorator')
    def f():
        return 1
    print(f)
    class C((yield 'base')):
        pass
    print(C.__mro__[1].__name__)
    return (yield 'r1'), (yield 'r2')


def drive(it, sends):
    out = [next(it)]
    try:
        for s in sends:
            out.append(it.send(s))
    except StopIteration as e:
        out.append(('stop', e.value))
    print(out)


drive(g({1: 1, 2: 2, 3: 3}), [1, 3, KeyError('a'), ValueError('b'), ['xy', 'z'], 5, 6,
                              lambda f: f() + 1, list, 'A', 'B'])
