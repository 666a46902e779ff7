def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: '{} {}'.format(1, 2),
    lambda: '{1} {0}'.format(1, 2),
    lambda: '{a}'.format(a=1),
    lambda: '{0[1]}'.format([1, 2]),
    lambda: '{0[k]}'.format({'k': 5}),
    lambda: '{0.real}'.format(5),
    lambda: '{!r}'.format('a'),
    lambda: '{!s:>5}'.format('a'),
    lambda: '{!a}'.format('é'),
    lambda: '{:{}}'.format(5, 4),
    lambda: '{:{w}.{p}f}'.format(3.14159, w=8, p=2),
    lambda: '{{{}}}'.format(1),
    lambda: '{0}{0}'.format('x'),
    lambda: ''.format(),
    lambda: '{}'.format([]),
    lambda: '{0[0][1]}'.format([[1, 2]]),
    lambda: '{a[b].real}'.format(a={'b': 3}),
    lambda: '{:5}|{:<5}'.format(1, 'a'),
)
