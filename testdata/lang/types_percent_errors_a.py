def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: '%d' % 'a',
    lambda: '%x' % 1.5,
    lambda: '%f' % 'a',
    lambda: '%c' % 'ab',
    lambda: '%c' % -1,
    lambda: '%c' % 1.5,
    lambda: '%y' % 1,
    lambda: '%' % 1,
    lambda: '%5' % 1,
    lambda: '%s %s' % 1,
    lambda: '%s' % (1, 2),
    lambda: 'a' % 1,
    lambda: 'a' % (),
)
