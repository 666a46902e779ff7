def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: ' A,b ,C '.strip().lower().split(','),
    lambda: 'a-b_c'.replace('-', '_').split('_')[-1].upper(),
    lambda: 'x=1;y=2'.split(';')[1].partition('=')[2],
    lambda: ' '.join('a b c'.split()[::-1]),
    lambda: ''.join(c for c in 'h3ll0' if c.isalpha()),
    lambda: '%s' % ', '.join(map(repr, ['a', 1])),
    lambda: 'abc'.encode().decode().title(),
    lambda: list('abc')[1:] + ['z'],
    lambda: dict(p.split('=') for p in 'a=1&b=2'.split('&')),
    lambda: [*map(int, '1 2 3'.split())],
    lambda: sum(map(len, ['a', 'bb'])),
    lambda: max('a bb ccc'.split(), key=len),
    lambda: {k: v for k, v in zip('ab', range(2))},
    lambda: 'a'.join('xyz').count('a'),
)
