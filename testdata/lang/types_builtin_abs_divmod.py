def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: abs(-5),
    lambda: abs(-5.5),
    lambda: abs(True),
    lambda: abs(-2**70),
    lambda: abs('a'),
    lambda: abs(None),
    lambda: divmod(7, 3),
    lambda: divmod(-7, 3),
    lambda: divmod(7.5, 2),
    lambda: divmod('a', 1),
    lambda: divmod(1, None),
    lambda: divmod(2**70, 3),
    lambda: abs(-0.0),
    lambda: divmod(True, 2),
)
