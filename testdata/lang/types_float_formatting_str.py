def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: str(1.0),
    lambda: str(1e5),
    lambda: str(1.5e-7),
    lambda: repr(0.1 + 0.2),
    lambda: str(100000000000000000.0),
    lambda: str(12345678901234567.0),
    lambda: '%s' % 1e16,
    lambda: f'{1/3}',
    lambda: str([1.0, 2.5]),
    lambda: str({'a': 1.10}),
    lambda: repr(1e-300 * 1e-300),
    lambda: repr(1e308 * 10),
    lambda: f'{1e3}',
    lambda: str(0.30000000000000004),
    lambda: str(1.7976931348623157e308),
    lambda: repr(2.220446049250313e-16),
    lambda: repr(123456.7e-10),
    lambda: str(-1e-05),
    lambda: repr(4.35 * 100),
    lambda: repr(1.1 + 2.2),
    lambda: str(9.999999999999999e22),
)
