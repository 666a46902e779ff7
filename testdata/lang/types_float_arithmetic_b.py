def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: float('inf') // 1,
    lambda: 5 % float('inf'),
    lambda: -5 % float('inf'),
    lambda: 0.0 == -0.0,
    lambda: 1.0 + 'a',
    lambda: 1.0 + None,
    lambda: 1.5 & 1,
    lambda: ~1.5,
    lambda: -1.5,
    lambda: +1.5,
    lambda: divmod(1.0, 0),
    lambda: 3.0 * 2,
    lambda: 2 ** 0.5,
    lambda: 1e16 + 1,
    lambda: 0.5 // 0.1,
    lambda: 0.5 % 0.1,
)
