def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: {1, 2} | {3},
    lambda: {1, 2} & {2},
    lambda: {1, 2} - {2},
    lambda: {1, 2} ^ {2, 3},
    lambda: {1} < {1, 2},
    lambda: {1} <= {1},
    lambda: {1, 2} > {1},
    lambda: {1} == {1.0},
    lambda: {1} == frozenset([1]),
    lambda: {1} | [2],
    lambda: {1} < [1],
    lambda: set(),
    lambda: set('aab') == {'a', 'b'},
    lambda: set([1, 2, 1]),
    lambda: {[]},
    lambda: set(5),
    lambda: 1 in {1},
)
