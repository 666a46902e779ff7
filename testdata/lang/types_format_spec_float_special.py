def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: format(float('nan'), '5'),
    lambda: format(float('inf'), '+'),
    lambda: format(float('-inf'), '010'),
    lambda: format(float('nan'), 'F'),
    lambda: format(-0.0, 'z'),
    lambda: format(-0.001, 'z.1f'),
    lambda: format(-0.0, '.1f'),
    lambda: format(1e16, ''),
    lambda: format(1e16, ','),
    lambda: format(123456789.0, '.3'),
    lambda: format(1e-7, ''),
    lambda: format(1e300, 'f')[:10],
    lambda: format(0.1, '.20f'),
    lambda: format(2.5, '.0f'),
    lambda: format(3.5, '.0f'),
    lambda: format(1e22, '.0f'),
    lambda: format(5e-324, ''),
    lambda: format(1.5, 'n'),
    lambda: format(1e5, '#'),
    lambda: format(1e16, '#'),
)
