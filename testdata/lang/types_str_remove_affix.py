def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'abcabc'.removeprefix('abc'),
    lambda: 'abcabc'.removesuffix('abc'),
    lambda: 'abc'.removeprefix('x'),
    lambda: 'abc'.removesuffix(''),
    lambda: 'abc'.removeprefix(1),
    lambda: 'abc'.removesuffix(None),
)
