def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: sorted([3, 1, 2]),
    lambda: sorted([3, 1, 2], reverse=True),
    lambda: sorted(['b', 'A', 'c'], key=str.lower),
    lambda: sorted([(1, 'b'), (1, 'a'), (0, 'z')], key=lambda p: p[0]),
    lambda: sorted([(1, 'b'), (1, 'a'), (0, 'z')], key=lambda p: p[0], reverse=True),
    lambda: sorted([1, 'a']),
    lambda: sorted([1, None]),
    lambda: sorted({'b': 1, 'a': 2}),
    lambda: sorted('hello'),
    lambda: sorted([1.5, 1, True]),
    lambda: sorted(5),
    lambda: sorted([3, 1], key=5),
    lambda: sorted([[2], [1, 5], [1]]),
    lambda: sorted([1, 2], key=lambda x: 1 / 0),
    lambda: sorted([]),
    lambda: sorted(range(40), key=lambda x: (x % 7, -x)),
    lambda: sorted([float('nan'), 1])[1:],
)
