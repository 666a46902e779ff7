def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: len('a'),
    lambda: len([]),
    lambda: len({}),
    lambda: len(5),
    lambda: len(None),
    lambda: len(range(5)),
    lambda: callable(len),
    lambda: callable(5),
    lambda: callable(str),
    lambda: callable(lambda: 0),
    lambda: callable('a'.upper),
    lambda: type(5).__name__,
    lambda: type('a') is str,
    lambda: type(len).__name__,
    lambda: type(lambda: 0).__name__,
    lambda: type(type).__name__,
    lambda: type(int),
    lambda: id(None) == id(None),
    lambda: repr(int),
    lambda: str(len),
    lambda: int.__name__,
    lambda: [].__class__,
    lambda: type([])(),
    lambda: type(5)('7'),
)
