def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: float('1.5'),
    lambda: float(' 1e3 '),
    lambda: float('-.5'),
    lambda: float('5.'),
    lambda: float('1_0.0_1'),
    lambda: float('inf'),
    lambda: float('-Infinity'),
    lambda: float('NaN'),
    lambda: float('+nan'),
    lambda: float('1e400'),
    lambda: float('1e-400'),
    lambda: float(''),
    lambda: float('.'),
    lambda: float('1e'),
)
