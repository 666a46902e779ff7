def g():
    x = yield
    print('x', x)
    y = yield 1, 2
    print('y', y)
    a, b = yield
    print(a, b)
    a = b = yield 'chain'
    print(a, b)
    c: int = yield 'ann'
    print(c)
    c += yield 'aug'
    print(c)
    yield
    yield (yield 'inner')
    yield *(1, 2), 3
    return (yield 'ret')


def drive(it, sends):
    out = [next(it)]
    try:
        for s in sends:
            out.append(it.send(s))
    except StopIteration as e:
        out.append(('stop', e.value))
    print(out)


drive(g(), [1, 2, (3, 4), 5, 6, 7, 'n', 'i', 'j', 'k', 'r', 's'])
