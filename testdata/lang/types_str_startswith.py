def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'abc'.startswith('a'),
    lambda: 'abc'.startswith(('x', 'ab')),
    lambda: 'abc'.startswith(''),
    lambda: 'abc'.startswith('b', 1),
    lambda: 'abc'.startswith('c', -1),
    lambda: 'abc'.startswith('a', 5),
    lambda: 'abc'.startswith('', 4),
    lambda: 'abc'.startswith(()),
    lambda: 'abc'.startswith(5),
    lambda: 'abc'.startswith(('a', 5)),
    lambda: 'abc'.startswith((5, 'a')),
    lambda: 'abc'.endswith('bc'),
    lambda: 'abc'.endswith(('x', 'c')),
    lambda: 'abc'.endswith('b', 0, 2),
    lambda: 'abc'.endswith(None),
)
