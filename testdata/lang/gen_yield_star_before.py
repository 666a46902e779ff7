def t(v):
    print('eval', v)
    return v


def f(*a, **k):
    return a, k


def g():
    l = [1, 2]
    print(f(*l, (yield l), **{'x': 1}))
    it = iter('abc')
    print([*it, (yield it), *it])
    print({*t('ab'), (yield 0)} == {'a', 'b', 'S'})
    print(f(*t([1]), *(yield 1), *t([3]), k=(yield 2), **t({'z': 1})))
    m = {'a': 1}
    print({**m, 'b': (yield m), **m})


it = g()
got = next(it)
got.append(3)
got = it.send('sent')
print(next(got, 'exhausted'))
it.send('it')
it.send('S')
it.send('pq')
m = it.send('kw')
try:
    it.send('dict')
except StopIteration:
    pass
