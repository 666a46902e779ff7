def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: max(1, 2),
    lambda: min(1, 2),
    lambda: max([1, 3, 2]),
    lambda: min('hello'),
    lambda: max([]),
    lambda: max([], default=5),
    lambda: min((), default=None),
    lambda: max(1),
    lambda: max(),
    lambda: max(1, 'a'),
    lambda: max([1, 2], key=lambda x: -x),
    lambda: max('a', 'bb', key=len),
    lambda: min(1, 2, default=5),
    lambda: max({'a': 1, 'b': 2}),
    lambda: max([1, 1.0]),
    lambda: max(1.0, 1),
    lambda: min([[2], [1]]),
    lambda: max(None, 1),
    lambda: max(x for x in [1, 5]),
    lambda: min([1, 2], key=5),
)
