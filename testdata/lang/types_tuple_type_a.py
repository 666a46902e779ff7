def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: (1, 2),
    lambda: (1,),
    lambda: (),
    lambda: tuple('ab'),
    lambda: tuple([1]),
    lambda: tuple(5),
    lambda: (1, 2) + (3,),
    lambda: (1,) * 3,
    lambda: (1, 2)[0],
    lambda: (1, 2)[::-1],
    lambda: (1, 2)[5],
    lambda: (1, 2).index(2),
    lambda: (1, 2).index(5),
)
