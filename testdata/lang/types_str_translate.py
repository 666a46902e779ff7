def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'abc'.translate({97: 'X'}),
    lambda: 'abc'.translate({97: None, 98: 'yy', 99: 100}),
    lambda: str.maketrans('ab', 'xy'),
    lambda: str.maketrans('ab', 'xy', 'c'),
    lambda: str.maketrans({'a': 1, 98: None}),
    lambda: 'abc'.translate(str.maketrans('ab', 'xy', 'c')),
    lambda: str.maketrans('a', 'bc'),
    lambda: str.maketrans(5),
    lambda: str.maketrans({'ab': 1}),
    lambda: str.maketrans({1.5: 1}),
    lambda: 'a'.translate({97: 1.5}),
    lambda: 'a'.translate({97: 0x110000}),
    lambda: 'é'.translate({233: 'e'}),
    lambda: 'a'.translate(5),
    lambda: str.maketrans(1, 'a'),
)
