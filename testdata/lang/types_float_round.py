def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: round(2.5),
    lambda: round(3.5),
    lambda: round(-2.5),
    lambda: round(2.675, 2),
    lambda: round(0.5),
    lambda: round(1e20),
    lambda: round(1.5, 0),
    lambda: round(1234.5678, -2),
    lambda: round(1250.0, -2),
    lambda: round(1350.0, -2),
    lambda: round(-0.4),
    lambda: round(0.15, 1),
    lambda: round(float('nan')),
    lambda: round(float('inf')),
    lambda: round(float('inf'), 2),
    lambda: round(1.23456789e300, 2),
    lambda: round(5e-324, 400),
    lambda: round(4.9, -1),
    lambda: round(5.0, -1),
    lambda: round(15.0, -1),
    lambda: round(1e308, -308),
    lambda: round(1.7e308, -308),
    lambda: round(2.5, None),
    lambda: round(0.1 + 0.2, 10),
)
