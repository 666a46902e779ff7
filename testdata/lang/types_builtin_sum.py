def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: sum([1, 2]),
    lambda: sum([]),
    lambda: sum([1.5, 2]),
    lambda: sum([1], 10),
    lambda: sum([[1], [2]], []),
    lambda: sum('ab'),
    lambda: sum(['a'], ''),
    lambda: sum([b'a'], b''),
    lambda: sum(5),
    lambda: sum([1, None]),
    lambda: sum([True, True]),
    lambda: sum([0.1] * 10),
    lambda: sum((1, 2), start=5),
    lambda: sum([10**20, 1]),
    lambda: sum(x for x in range(4)),
    lambda: sum({1: 2, 3: 4}),
    lambda: sum([(1,), (2,)], ()),
)
