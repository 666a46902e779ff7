def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: all([]),
    lambda: any([]),
    lambda: all([1, 0]),
    lambda: any([0, 1]),
    lambda: all(''),
    lambda: any('a'),
    lambda: all(5),
    lambda: any(None),
    lambda: all(x for x in [1, 2]),
    lambda: any(x > 3 for x in range(5)),
    lambda: all([[]]),
)
