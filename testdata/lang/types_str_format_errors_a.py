def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: '}'.format(1, 2),
    lambda: '{'.format(1, 2),
    lambda: 'a}b'.format(1, 2),
    lambda: '{0'.format(1, 2),
    lambda: '{0!'.format(1, 2),
    lambda: '{0!r'.format(1, 2),
    lambda: '{0!rx}'.format(1, 2),
    lambda: '{0!x}'.format(1, 2),
    lambda: '{0['.format(1, 2),
    lambda: '{0[a'.format(1, 2),
    lambda: '{0.}'.format(1, 2),
    lambda: '{}{0}'.format(1, 2),
    lambda: '{0}{}'.format(1, 2),
)
