def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: format(3, 's'),
    lambda: format(3, '.2d'),
    lambda: format(3, 'zz'),
    lambda: format(3, 'q'),
    lambda: format('a', 'd'),
    lambda: format('a', '+'),
    lambda: format('a', ' '),
    lambda: format('a', '#'),
    lambda: format('a', '=5'),
    lambda: format('a', ','),
    lambda: format(3, ',x'),
    lambda: format(3, ',_'),
    lambda: format(3, '_,'),
    lambda: format(3, ',,'),
)
