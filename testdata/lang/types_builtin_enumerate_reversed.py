def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: list(enumerate('ab')),
    lambda: list(enumerate('ab', 5)),
    lambda: list(enumerate('ab', start=-1)),
    lambda: enumerate(5),
    lambda: enumerate('a', 'b'),
    lambda: list(enumerate([])),
    lambda: list(reversed([1, 2])),
    lambda: list(reversed('ab')),
    lambda: list(reversed((1, 2))),
    lambda: reversed(5),
    lambda: reversed({1}),
    lambda: list(reversed({'a': 1})),
    lambda: next(enumerate('q', 2**70)),
    lambda: reversed(x for x in []),
    lambda: list(reversed(b'ab')),
    lambda: list(reversed([])),
)
