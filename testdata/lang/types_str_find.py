def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'hello'.find('l'),
    lambda: 'hello'.rfind('l'),
    lambda: 'hello'.find('z'),
    lambda: 'hello'.find(''),
    lambda: 'hello'.find('', 5),
    lambda: 'hello'.find('', 6),
    lambda: 'hello'.find('l', 3),
    lambda: 'hello'.find('l', 0, 2),
    lambda: 'hello'.find('o', -1),
    lambda: 'hello'.rfind(''),
    lambda: 'héllo'.find('l'),
    lambda: 'hello'.find('l', None, None),
    lambda: 'a'.find(1),
    lambda: 'abc'.find('c', 10**30),
    lambda: 'abc'.rfind('a', -10**30),
    lambda: 'a'.find('a', 'x'),
)
