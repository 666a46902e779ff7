def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: dict(),
    lambda: dict(a=1),
    lambda: dict({'a': 1}, b=2),
    lambda: dict([('a', 1), ['b', 2]]),
    lambda: dict(['ab', 'cd']),
    lambda: dict([1]),
    lambda: dict(['a']),
    lambda: dict([(1, 2, 3)]),
    lambda: dict(5),
    lambda: dict(zip('ab', [1, 2])),
    lambda: {**{'a': 1}, 'b': 2},
    lambda: {'a': 1} | {'b': 2},
    lambda: {'a': 1} | {'a': 2},
    lambda: {'a': 1} | [('b', 2)],
    lambda: {'a': 1} == {'a': 1.0},
    lambda: {'a': 1, 'b': 2} == {'b': 2, 'a': 1},
    lambda: {} < {},
    lambda: {1: 'a', True: 'b'},
    lambda: {i: i * i for i in range(3)},
    lambda: dict(dict=1),
    lambda: dict({}, **{'x': 1}),
    lambda: dict(None),
    lambda: dict([None]),
)
