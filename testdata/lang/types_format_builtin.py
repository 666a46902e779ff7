def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: format([1]),
    lambda: format(None, ''),
    lambda: format({}),
    lambda: format(3, 5),
    lambda: format('a', None),
    lambda: format(range(3)),
    lambda: format(b'a'),
)
