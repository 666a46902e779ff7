def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 1 + 1.5,
    lambda: True + 1.5,
    lambda: 2**70 + 1.0,
    lambda: 2**70 * 1.5,
    lambda: 1.5 // 1,
    lambda: 2 ** 2.0,
    lambda: 10**400 + 1.0,
    lambda: 10**400 * 1.0,
    lambda: 10**400 // 1.0,
    lambda: 1.0 < 10**400,
    lambda: 5 // 2.0,
    lambda: -5 // 2.0,
    lambda: 5 % -2.5,
    lambda: True / 2,
    lambda: False ** 0,
    lambda: 1 - True,
)
