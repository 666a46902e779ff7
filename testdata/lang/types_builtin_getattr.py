def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: getattr('a', 'upper')(),
    lambda: getattr('a', 'nope'),
    lambda: getattr('a', 'nope', 5),
    lambda: getattr('a', 5),
    lambda: hasattr('a', 'upper'),
    lambda: hasattr('a', 'nope'),
    lambda: hasattr('a', 5),
    lambda: setattr('a', 'x', 1),
    lambda: setattr([], 'x', 1),
    lambda: delattr('a', 'x'),
    lambda: getattr(5, 'real'),
    lambda: getattr([], 'append')(1),
    lambda: getattr(None, 'x', None),
)
