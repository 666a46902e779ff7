def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'a' % {},
    lambda: '%(a)s' % 1,
    lambda: '%(a)s' % {},
    lambda: '%(a' % {},
    lambda: '%*d' % ('a', 1),
    lambda: '%d' % None,
    lambda: '%d' % float('inf'),
    lambda: '%d' % float('nan'),
    lambda: '%i' % [],
    lambda: '%lld' % 3,
    lambda: '%s%(a)s' % {'a': 1},
    lambda: '%z' % (),
)
