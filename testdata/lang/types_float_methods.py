def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: (1.5).is_integer(),
    lambda: (2.0).is_integer(),
    lambda: float('inf').is_integer(),
    lambda: (0.1).as_integer_ratio(),
    lambda: (-2.5).as_integer_ratio(),
    lambda: float('inf').as_integer_ratio(),
    lambda: float('nan').as_integer_ratio(),
    lambda: (1.0).hex(),
    lambda: (0.1).hex(),
    lambda: (-0.0).hex(),
    lambda: (5e-324).hex(),
    lambda: float('nan').hex(),
    lambda: (1e300).hex(),
    lambda: float.fromhex('0x1.8p3'),
    lambda: float.fromhex('1.8'),
    lambda: float.fromhex('-inf'),
    lambda: float.fromhex('zz'),
    lambda: (1.5).real,
    lambda: (1.5).imag,
    lambda: (1.5).conjugate(),
)
