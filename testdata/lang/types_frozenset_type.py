def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: frozenset([1, 2]),
    lambda: frozenset(),
    lambda: frozenset('a'),
    lambda: hash(frozenset([1, 2])) == hash(frozenset([2, 1])),
    lambda: frozenset([1]) | {2},
    lambda: {2} | frozenset([1]),
    lambda: frozenset([1]).add,
    lambda: frozenset([1]).union([3]),
    lambda: {frozenset([1]): 5}[frozenset([1])],
    lambda: frozenset([1]) == {1},
    lambda: frozenset(frozenset([1])),
    lambda: frozenset([[]]),
    lambda: frozenset([1, 2]) - {1},
    lambda: frozenset([1]) <= {1, 2},
    lambda: type(frozenset([1]) & {1}).__name__,
    lambda: type({1} & frozenset([1])).__name__,
)
