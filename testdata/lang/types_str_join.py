def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: ','.join(['a', 'b']),
    lambda: ','.join(()),
    lambda: ''.join('abc'),
    lambda: '-'.join(x for x in 'ab'),
    lambda: ','.join(['a', 1]),
    lambda: ','.join(5),
    lambda: ','.join({'k': 1}),
    lambda: ', '.join(map(str, [1, 2])),
    lambda: ','.join([b'a']),
    lambda: 'é'.join('ab'),
)
