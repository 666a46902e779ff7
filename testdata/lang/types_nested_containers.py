def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: [[1, [2, [3, []]]], {'a': (1, {2})}],
    lambda: {'a': {'b': {'c': [1, 2]}}}['a']['b']['c'][1],
    lambda: [(i, [j for j in range(i)]) for i in range(4)],
    lambda: {(1, 2): [3], frozenset([1]): 4}[frozenset([1])],
    lambda: [*[1, 2], *(3, 4), *{5}, *'ab'],
    lambda: {**{'a': 1}, **{'b': 2, 'a': 3}},
    lambda: [[0] * 3 for _ in range(2)],
    lambda: list(zip(*[[1, 2], [3, 4]])),
    lambda: sum([[1], [2, 3]], []),
    lambda: {k: [v] * 2 for k, v in {'x': 1}.items()},
    lambda: str([None, True, 1.0, 'a', b'b', (1,), {2}, {3: 4}]),
    lambda: repr({'k': ['v', ('t',)]}),
    lambda: [1, 2] in [[1, 2]],
    lambda: (1, [2]) == (1, [2]),
    lambda: len([[], [[]]]),
    lambda: [[x, y] for x in 'ab' for y in (1, 2)],
)
