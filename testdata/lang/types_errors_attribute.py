def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'a'.foo,
    lambda: (5).foo,
    lambda: [].foo,
    lambda: {}.foo,
    lambda: None.foo,
    lambda: int.foo,
    lambda: len.foo,
    lambda: (lambda: 0).foo,
    lambda: range(3).foo,
    lambda: (1.5).foo,
    lambda: b''.foo,
    lambda: ().foo,
    lambda: set().foo,
    lambda: type.foo,
    lambda: True.foo,
    lambda: slice(1).foo,
)
