def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: str(5),
    lambda: str(1.0),
    lambda: str(None),
    lambda: str([1, 'a']),
    lambda: hash('a') == hash('a'),
    lambda: hash('') == hash(''),
    lambda: 'a' is 'a',
    lambda: len('é😀'),
    lambda: bool(''),
    lambda: bool(' '),
    lambda: list('é€'),
    lambda: sorted('banana'),
    lambda: min('hello'),
    lambda: max('hello'),
    lambda: [*'ab'],
)
