def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 2 ** 64 - 1,
    lambda: 9223372036854775807 + 1,
    lambda: -9223372036854775808 - 1,
    lambda: 3037000500 * 3037000500,
    lambda: 1 // 0,
    lambda: 1 % 0,
    lambda: 1 / 0,
    lambda: 0 ** -1,
    lambda: divmod(1, 0),
    lambda: 5 + None,
    lambda: 5 - 'a',
    lambda: 5 @ 5,
    lambda: 10**20 / 10**19,
    lambda: (2**1000) / (2**999),
    lambda: 2**5000 / 3,
    lambda: 1 / 2**1100,
)
