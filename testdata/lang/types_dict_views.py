def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: {'a': 1, 'b': 2}.keys() & {'a'},
    lambda: sorted({'a': 1}.keys() | {'c'}),
    lambda: {'a': 1}.keys() - {'a'},
    lambda: sorted({'a': 1}.keys() ^ ['b']),
    lambda: {'a': 1}.items() & [('a', 1)],
    lambda: {'a': 1}.keys() == {'a'},
    lambda: {'a': 1}.keys() <= {'a', 'b'},
    lambda: {'a': 1}.keys().isdisjoint(['b']),
    lambda: 'a' in {'a': 1}.keys(),
    lambda: 1 in {'a': 1}.values(),
    lambda: ('a', 1) in {'a': 1}.items(),
    lambda: len({'a': 1}.items()),
    lambda: list(reversed({'a': 1, 'b': 2})),
    lambda: list(reversed({'a': 1, 'b': 2}.values())),
    lambda: {'a': 1}.values() == {'a': 1}.values(),
    lambda: {'a': []}.items() & {1},
    lambda: {'a': 1}.keys() + 1,
    lambda: {'a': 1}.keys()[0],
    lambda: {}.items() == set(),
)
