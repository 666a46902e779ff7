def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: int('12', 2),
    lambda: int('1', 37),
    lambda: int('1', 1),
    lambda: int(5, 10),
    lambda: int(None),
    lambda: int([]),
    lambda: int(b'12'),
    lambda: int(3.99),
    lambda: int(-3.99),
    lambda: int(float('nan')),
    lambda: int(float('inf')),
    lambda: int(True),
    lambda: int(),
    lambda: int('9' * 25),
    lambda: int('0x_1f', 16),
    lambda: int('- 1'),
    lambda: int(base=10),
    lambda: int('é'),
    lambda: int(1e30),
)
