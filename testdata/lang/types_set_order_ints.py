def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: list({3, 1, 2}),
    lambda: list(set(range(10, 0, -1))),
    lambda: list({8, 0}),
    lambda: list({0, 8, 16}),
    lambda: list(set([100, 5, 33])),
    lambda: list(set([5, 4, 3, 2, 1, 0])),
    lambda: list({-1, -2, 7}),
    lambda: list(set([17, 1, 33])),
    lambda: list({1, 2} | {3, 4, 5, 6, 7, 8, 9}),
    lambda: list(set(range(20)) - set(range(5, 15))),
    lambda: list(set(range(0, 100, 7))),
    lambda: list(set([64, 32, 16, 8, 4, 2, 1])),
    lambda: list({30, 20, 10} ^ {20, 5}),
    lambda: list(frozenset([9, 1, 17, 25])),
    lambda: list(set(range(30)) & set(range(20, 50))),
    lambda: [*{15, 14, 3}],
    lambda: list(set([10, 20]).union([30, 40, 50])),
    lambda: repr({5, 3, 1}),
    lambda: str(set([9, 8])),
)
