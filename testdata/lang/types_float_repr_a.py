def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 1.0,
    lambda: 0.1,
    lambda: 1e16,
    lambda: 1e15,
    lambda: 123456789012345678.0,
    lambda: 1e-4,
    lambda: 1e-5,
    lambda: 0.0001234,
    lambda: 1.5e300,
    lambda: 5e-324,
    lambda: 1.7976931348623157e308,
    lambda: -0.0,
    lambda: float("nan"),
    lambda: float("-inf"),
)
