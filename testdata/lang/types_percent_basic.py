def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: '%s %r %a' % ('é', 'é', 'é'),
    lambda: '%d %i %u' % (1, -2, 3),
    lambda: '%x %X %o %#x %#o' % (255, 255, 8, 255, 8),
    lambda: '%f %.2f %e %g' % (1.5, 1.555, 12345.678, 1e10),
    lambda: '%c%c' % ('a', 98),
    lambda: '%5d|%-5d|%05d|%+d|% d' % (1, 2, 3, 4, 5),
    lambda: '%5s|%-5s|%.1s' % ('a', 'b', 'cd'),
    lambda: '%%' % (),
    lambda: '%*d|%-*d|%.*f' % (5, 1, 5, 2, 1, 3.14159),
    lambda: '%(a)s %(b)05.1f' % {'a': 1, 'b': 2.5},
    lambda: '%s' % [1],
    lambda: '%s' % {'a': 1},
    lambda: '%s' % None,
    lambda: '%d' % 3.99,
    lambda: '%d' % True,
    lambda: '%r' % (('a',),),
    lambda: '%s %s' % ('a', (1, 2)),
    lambda: '%5.1f%%' % 99.55,
    lambda: '%d' % 10**2,
)
