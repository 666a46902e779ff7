def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: format(1e10, ''),
    lambda: format(1e10, '.2'),
    lambda: format(1e10, '.2f'),
    lambda: format(1e10, '8.3f'),
    lambda: format(1e10, 'e'),
    lambda: format(1e10, '.0f'),
    lambda: format(1e10, '#.0f'),
    lambda: format(1e10, 'g'),
    lambda: format(1e10, '.3g'),
    lambda: format(1e10, '+'),
    lambda: format(1e10, '010.2f'),
    lambda: format(1e10, ',.2f'),
    lambda: format(1e10, '%'),
    lambda: format(1e10, '.1%'),
    lambda: format(1e10, 'E'),
    lambda: format(1e10, 'G'),
    lambda: format(1e10, '=+9.2f'),
    lambda: format(1e10, '_.1f'),
    lambda: format(0.0, ''),
    lambda: format(0.0, '.2'),
    lambda: format(0.0, '.2f'),
    lambda: format(0.0, '8.3f'),
    lambda: format(0.0, 'e'),
    lambda: format(0.0, '.0f'),
    lambda: format(0.0, '#.0f'),
    lambda: format(0.0, 'g'),
    lambda: format(0.0, '.3g'),
    lambda: format(0.0, '+'),
    lambda: format(0.0, '010.2f'),
    lambda: format(0.0, ',.2f'),
    lambda: format(0.0, '%'),
    lambda: format(0.0, '.1%'),
    lambda: format(0.0, 'E'),
    lambda: format(0.0, 'G'),
    lambda: format(0.0, '=+9.2f'),
    lambda: format(0.0, '_.1f'),
)
