def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: round(15, -1),
    lambda: round(25, -1),
    lambda: round(-15, -1),
    lambda: round(14, -1),
    lambda: round(12345, -2),
    lambda: round(5, 3),
    lambda: round(150, -3),
    lambda: round(500, -3),
    lambda: round(1500, -3),
    lambda: round(10**30 + 5, -1),
    lambda: round(True),
    lambda: round(5, None),
    lambda: round('a'),
    lambda: round(5, 'a'),
    lambda: round(5, 1.5),
    lambda: round(1234, -10),
)
