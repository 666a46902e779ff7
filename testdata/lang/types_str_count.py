def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'banana'.count('a'),
    lambda: 'banana'.count('ana'),
    lambda: 'abc'.count(''),
    lambda: 'abc'.count('', 1),
    lambda: ''.count(''),
    lambda: 'banana'.count('a', 2, 4),
    lambda: 'é€é'.count('é'),
    lambda: 'a'.count(3),
)
