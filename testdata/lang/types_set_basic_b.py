def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: [] in {1},
    lambda: len({1, 1.0, True}),
    lambda: {1}.isdisjoint([2]),
    lambda: {1}.issubset([1, 2]),
    lambda: {1, 2}.issuperset([1]),
    lambda: {1}.union([2], (3,)),
    lambda: {1, 2, 3}.intersection([1, 2], [2]),
    lambda: {1, 2}.difference([1], [5]),
    lambda: {1, 2}.symmetric_difference([2, 3]),
    lambda: {1}.union(5),
    lambda: hash({1}),
    lambda: {1}[0],
    lambda: {1} + {2},
    lambda: sorted({3, 1, 2}),
    lambda: {1, 2} == {2, 1},
    lambda: {1}.copy(),
)
