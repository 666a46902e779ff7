def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: pow(2, 10),
    lambda: pow(2, 10, 7),
    lambda: pow(3, -1, 7),
    lambda: pow(2, -1, 4),
    lambda: pow(2, 3, 0),
    lambda: pow(-2, 3, 5),
    lambda: pow(2, 3, -5),
    lambda: pow(10**20, 10**5, 97),
    lambda: pow(2, -2),
    lambda: pow(2.0, 3),
    lambda: pow(2, 3.0, 5),
    lambda: pow('a', 2),
    lambda: pow(2, 'a', 3),
    lambda: pow(base=2, exp=3),
    lambda: pow(0, 0, 1),
)
