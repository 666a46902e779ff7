def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 5 & 3,
    lambda: 5 | 3,
    lambda: 5 ^ 3,
    lambda: ~5,
    lambda: -5 & 3,
    lambda: -5 | 3,
    lambda: 1 << 70,
    lambda: -1 >> 70,
    lambda: 2 ** 70 >> 65,
    lambda: -5 >> 1,
    lambda: 1 << -1,
    lambda: 1 >> -1,
    lambda: 1 << 0,
)
