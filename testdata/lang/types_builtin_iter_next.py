def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: next(iter([1])),
    lambda: next(iter([]), 'd'),
    lambda: next(iter([])),
    lambda: next([1]),
    lambda: iter(5),
    lambda: next(iter({}), None),
    lambda: list(iter([1, 2])),
    lambda: next(iter('ab')),
    lambda: iter(5, 1),
    lambda: next(x for x in [7]),
    lambda: iter([]).__next__(),
    lambda: sorted(iter({3, 1})),
    lambda: type(x for x in []).__name__,
)
