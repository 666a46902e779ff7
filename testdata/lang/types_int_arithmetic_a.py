def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 7 // 2,
    lambda: -7 // 2,
    lambda: 7 // -2,
    lambda: -7 % 3,
    lambda: 7 % -3,
    lambda: divmod(-7, 2),
    lambda: divmod(7, -2),
    lambda: 2 ** 10,
    lambda: 2 ** -1,
    lambda: 0 ** 0,
    lambda: (-2) ** 3,
    lambda: 7 / 2,
    lambda: -7 / 2,
    lambda: 10 ** 30 // 7,
    lambda: 10 ** 30 % 7,
    lambda: -(10 ** 30) // 7,
)
