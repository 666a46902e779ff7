def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 0.1 + 0.2,
    lambda: 7.5 // 2,
    lambda: -7.5 // 2,
    lambda: 7.5 % 2,
    lambda: -7.5 % 2,
    lambda: 7.5 % -2,
    lambda: divmod(7.5, 2),
    lambda: divmod(-7.5, 2),
    lambda: 2.0 ** 0.5,
    lambda: 2.0 ** -1,
    lambda: 1e308 * 10,
    lambda: 1.0 / 0,
    lambda: 1.0 // 0,
    lambda: 1.0 % 0,
    lambda: 0.0 ** -1,
    lambda: 1e200 ** 2,
    lambda: float('inf') - float('inf'),
)
