def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'a\nb\r\nc\rd'.splitlines(),
    lambda: 'a\nb\n'.splitlines(True),
    lambda: ''.splitlines(),
    lambda: '\n'.splitlines(),
    lambda: 'a\x0bb\x0cc\x1cd\x85e\u2028f'.splitlines(),
    lambda: 'a\n\nb'.splitlines(keepends=True),
)
