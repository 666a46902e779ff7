def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: {} < {},
    lambda: None >= 1,
    lambda: 1 in 5,
    lambda: 'a' in 5,
    lambda: 5 in 'a',
    lambda: 1[0],
    lambda: 'a'['b'],
    lambda: {}[[]],
    lambda: [][1.5],
    lambda: len < len,
    lambda: object() < 1,
    lambda: {1} & [1],
    lambda: set() + set(),
    lambda: 1 @ 2,
    lambda: (1,) < 5,
    lambda: b'a' + 'a',
    lambda: 'a' + b'a',
    lambda: 1 if [] < 1 else 2,
    lambda: not (1 < 'a'),
)
