def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: int('1' * 4301),
    lambda: len(str(10 ** 4299)),
    lambda: str(10 ** 4300),
    lambda: len(hex(10 ** 5000)),
    lambda: int('f' * 5000, 16) > 0,
    lambda: f'{10 ** 4300}',
    lambda: '%d' % 10 ** 4300 == '',
    lambda: repr(-10 ** 4300),
)
