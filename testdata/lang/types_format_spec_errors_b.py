def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: format(3, '+c'),
    lambda: format(3, '#c'),
    lambda: format(-1, 'c'),
    lambda: format(3, '.'),
    lambda: format(3, 'zd'),
    lambda: format(3.0, 'd'),
    lambda: format(3.0, 'x'),
    lambda: format([], '5'),
    lambda: format(None, '5'),
    lambda: format(3, '999999999999999999999999999999'),
    lambda: format((1,), 's'),
    lambda: format({}, '>3'),
    lambda: format(3, '€'),
    lambda: format('a', 'z'),
)
