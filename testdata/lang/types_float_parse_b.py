def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: float('0x1p3'),
    lambda: float('1__0'),
    lambda: float('abc'),
    lambda: float(None),
    lambda: float([]),
    lambda: float(5),
    lambda: float(10**400),
    lambda: float(b'1.5'),
    lambda: float('٣.٥'),
    lambda: float(),
    lambda: float('1.5e+3'),
    lambda: float('1,5'),
    lambda: float('infinit'),
)
