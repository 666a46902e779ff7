def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: list(),
    lambda: list('ab'),
    lambda: list((1, 2)),
    lambda: list({'a': 1}),
    lambda: list(range(3)),
    lambda: list(5),
    lambda: list(None),
    lambda: [1] + [2],
    lambda: [1] * 3,
    lambda: 3 * [1, 2],
    lambda: [1] * -1,
    lambda: [1] + (2,),
    lambda: [1] * 1.5,
    lambda: [1] == [1.0],
    lambda: [1, 2] < [1, 3],
)
