def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: '%f' % 2.5,
    lambda: '%f' % -1e-7,
    lambda: '%f' % float('inf'),
    lambda: '%f' % 1e20,
    lambda: '%.0f' % 2.5,
    lambda: '%.0f' % -1e-7,
    lambda: '%.0f' % float('inf'),
    lambda: '%.0f' % 1e20,
    lambda: '%10.3f' % 2.5,
    lambda: '%10.3f' % -1e-7,
    lambda: '%10.3f' % float('inf'),
    lambda: '%10.3f' % 1e20,
    lambda: '%-10.1f|' % 2.5,
    lambda: '%-10.1f|' % -1e-7,
    lambda: '%-10.1f|' % float('inf'),
    lambda: '%-10.1f|' % 1e20,
    lambda: '%+.2e' % 2.5,
    lambda: '%+.2e' % -1e-7,
    lambda: '%+.2e' % float('inf'),
    lambda: '%+.2e' % 1e20,
    lambda: '%#.0f' % 2.5,
    lambda: '%#.0f' % -1e-7,
)
