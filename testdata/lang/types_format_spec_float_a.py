def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: format(3.14159, ''),
    lambda: format(3.14159, '.2'),
    lambda: format(3.14159, '.2f'),
    lambda: format(3.14159, '8.3f'),
    lambda: format(3.14159, 'e'),
    lambda: format(3.14159, '.0f'),
    lambda: format(3.14159, '#.0f'),
    lambda: format(3.14159, 'g'),
    lambda: format(3.14159, '.3g'),
    lambda: format(3.14159, '+'),
    lambda: format(3.14159, '010.2f'),
    lambda: format(3.14159, ',.2f'),
    lambda: format(3.14159, '%'),
    lambda: format(3.14159, '.1%'),
    lambda: format(3.14159, 'E'),
    lambda: format(3.14159, 'G'),
    lambda: format(3.14159, '=+9.2f'),
    lambda: format(3.14159, '_.1f'),
    lambda: format(-0.5, ''),
    lambda: format(-0.5, '.2'),
    lambda: format(-0.5, '.2f'),
    lambda: format(-0.5, '8.3f'),
    lambda: format(-0.5, 'e'),
    lambda: format(-0.5, '.0f'),
    lambda: format(-0.5, '#.0f'),
    lambda: format(-0.5, 'g'),
    lambda: format(-0.5, '.3g'),
    lambda: format(-0.5, '+'),
    lambda: format(-0.5, '010.2f'),
    lambda: format(-0.5, ',.2f'),
    lambda: format(-0.5, '%'),
    lambda: format(-0.5, '.1%'),
    lambda: format(-0.5, 'E'),
    lambda: format(-0.5, 'G'),
    lambda: format(-0.5, '=+9.2f'),
    lambda: format(-0.5, '_.1f'),
)
