d = {'a': 1, 'b': 2, 'c': 3}
e = {'b': 2, 'c': 4, 'd': 5}
print(sorted(d.keys() & e.keys()), sorted(d.keys() | e.keys()), sorted(d.keys() - e.keys()), sorted(d.keys() ^ e.keys()))
print(sorted(d.items() & e.items()), sorted(d.items() - e.items()))
print(sorted(d.keys() & ['a', 'z']), sorted(d.keys() | 'xy'), d.keys() >= {'a'}, d.keys() > {'a', 'b', 'c'}, {'a'} <= d.keys())
print(d.keys() == {'a', 'b', 'c'}, d.keys() == ['a', 'b', 'c'], d.keys().isdisjoint('xyz'), d.items() == set(d.items()))
print(d.keys(), d.values(), d.items(), len(d.values()), 1 in d.values(), ('a', 1) in d.items(), ('a', 2) in d.items())
print(list(reversed(d)), list(reversed(d.keys())), list(reversed(d.values())), list(reversed(d.items())))
print(d.keys().mapping['a'], type(d.keys()).__name__, type(d.values()).__name__, type(d.items()).__name__)
try:
    d.keys().mapping['q'] = 1
except TypeError as x:
    print(x)
try:
    d.values() & d.values()
except TypeError as x:
    print(x)
try:
    d.keys() + d.keys()
except TypeError as x:
    print(x)
try:
    d.keys()[0]
except TypeError as x:
    print(x)
try:
    for k in d:
        d['new' + k] = 1
except RuntimeError as x:
    print(x)
d = {'a': 1, 'b': 2}
try:
    for k in d:
        del d[k]
except RuntimeError as x:
    print(x)
try:
    for k in {1: 1}.items():
        pass
    d = {1: 1, 2: 2}
    for k in d.keys():
        d.pop(k)
        d[k + 10] = 1
except RuntimeError as x:
    print(x)
print(d.values() == d.values(), d.keys() == d.keys(), d.items() <= d.items())
print({**d, 'z': 1} | {'y': 2}, {1: 1} | {1: 2, 3: 3})
d = {1: 1}
d |= [(2, 3)]
d |= {4: 5}
print(d)
try:
    {} | []
except TypeError as x:
    print(x)
print(dict.fromkeys('abc'), dict.fromkeys([1, 2], []), dict(a=1, **{'b': 2}), dict([('x', 1)], y=2), dict({'q': 1}, q=2))
print(d.setdefault(9), d.setdefault(9, 5), d.get(77), d.get(77, 'd'), d.pop(9), d.pop(99, None), d.popitem())
print(d.copy() is d, d.copy() == d, d == {1: 1.0, 2: 3}, {1: 'a', True: 'b', 1.0: 'c'})
d.clear()
print(d, bool(d), list(d.items()))
k = {}.keys()
print(k, {}.values(), {}.items(), k | k, k & {1})
