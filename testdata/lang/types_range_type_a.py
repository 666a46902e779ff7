def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: range(5),
    lambda: range(1, 10, 3),
    lambda: list(range(5, 0, -2)),
    lambda: range(0),
    lambda: len(range(10, 0, -3)),
    lambda: range(10)[3],
    lambda: range(10)[-1],
    lambda: range(10)[20],
    lambda: range(10)[2:8:2],
    lambda: range(10)[::-1],
    lambda: 5 in range(10),
    lambda: 5.0 in range(10),
    lambda: 'a' in range(3),
    lambda: range(10).index(5),
    lambda: range(10).index(50),
    lambda: range(10).count(5),
    lambda: range(3) == range(0, 3),
)
