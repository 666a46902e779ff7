def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: dict.fromkeys([1, 2]),
    lambda: dict.fromkeys(5),
    lambda: list({'a': 1}.items()),
    lambda: {'a': 1}.keys(),
    lambda: {'a': 1}.values(),
    lambda: {'a': 1}.items(),
    lambda: {[]: 1},
    lambda: {}.get([]),
    lambda: {(1,): 2}[(1,)],
    lambda: len({'a': 1}),
    lambda: 'a' in {'a': 1},
    lambda: [] in {},
    lambda: {'a': 1}.nope,
)
