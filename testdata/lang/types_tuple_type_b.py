def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: (1, 1).count(1),
    lambda: (1, 2) == (1, 2),
    lambda: (1, 2) < (1, 3),
    lambda: (1,) + [2],
    lambda: hash((1, 2)) == hash((1, 2)),
    lambda: hash(([],)),
    lambda: 1 in (1, 2),
    lambda: len(()),
    lambda: (1, 'a', None),
    lambda: ((1,),),
    lambda: tuple(),
    lambda: (1, 2) != (1, 2),
    lambda: max((1, 2), (1, 3)),
)
