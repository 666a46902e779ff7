def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: int('42'),
    lambda: int(' -7 '),
    lambda: int('+3'),
    lambda: int('1_000'),
    lambda: int('0x1f', 16),
    lambda: int('1f', 16),
    lambda: int('0b101', 2),
    lambda: int('0o17', 8),
    lambda: int('0x1f', 0),
    lambda: int('0b1', 0),
    lambda: int('017', 0),
    lambda: int('0', 0),
    lambda: int('z', 36),
    lambda: int('٣٤'),
    lambda: int(''),
    lambda: int('a'),
    lambda: int('1__0'),
    lambda: int('_1'),
    lambda: int('1_'),
    lambda: int('1.5'),
)
