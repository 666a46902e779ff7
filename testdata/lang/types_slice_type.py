def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: slice(1, 2, 3),
    lambda: slice(5),
    lambda: slice(None, 2).stop,
    lambda: slice(1, 2) == slice(1, 2),
    lambda: slice(0, 10, 2).indices(5),
    lambda: slice(None, None, -1).indices(5),
    lambda: slice(-3, None).indices(10),
    lambda: slice(1, 2).indices(-1),
    lambda: slice(None, None, 0).indices(5),
    lambda: [1, 2, 3][slice(1, None)],
    lambda: hash(slice(1)),
    lambda: slice(),
    lambda: slice('a').stop,
    lambda: slice(5, 1, -1).indices(3),
)
