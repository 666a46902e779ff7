def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: [1, 2].index(2),
    lambda: [1, 2].index(3),
    lambda: [1, 2, 1].index(1, 1),
    lambda: [1, 2].index(1, -1),
    lambda: [1, 1.0, True].count(1),
    lambda: [].pop(),
    lambda: [1, 2, 3].pop(1),
    lambda: [1].pop(5),
    lambda: [1].pop(-2),
    lambda: [1].pop('a'),
    lambda: [3, 1].remove(9),
    lambda: ['a'].index('b'),
    lambda: [[1], [2]].index([2]),
    lambda: [1, 2].copy(),
    lambda: [1, None].count(None),
)
