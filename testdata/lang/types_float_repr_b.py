def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 0.1 + 0.2,
    lambda: 1/3,
    lambda: 2/3,
    lambda: 100.0,
    lambda: 1e100,
    lambda: 1.1e-10,
    lambda: 9007199254740993.0,
    lambda: 2.5e-8,
    lambda: 5.960464477539063e-08,
    lambda: 4.35,
    lambda: 1e22,
    lambda: 1e23,
    lambda: 3.0e10,
)
