def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'banana'.replace('a', 'o'),
    lambda: 'banana'.replace('a', 'o', 2),
    lambda: 'abc'.replace('', '-'),
    lambda: 'abc'.replace('', '-', 2),
    lambda: 'é€'.replace('', '.'),
    lambda: 'aaa'.replace('aa', 'b'),
    lambda: 'a'.replace('a', ''),
    lambda: 'a'.replace(1, 'b'),
    lambda: 'a'.replace('a', None),
    lambda: 'a'.replace('b', 'c', 0),
    lambda: ''.replace('', 'x'),
    lambda: ''.replace('', 'x', 0),
)
