def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: str.upper('a'),
    lambda: str.upper(5),
    lambda: str.join(',', ['a']),
    lambda: 'a'.upper(1),
    lambda: list(map(str.strip, [' a ', 'b '])),
    lambda: str.format('{}', 1),
    lambda: str.__len__('abc'),
    lambda: 'abc'.__contains__('a'),
    lambda: 'a'.nope,
    lambda: 'a'.__add__('b'),
)
