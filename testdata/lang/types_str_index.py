def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'hello'.index('l'),
    lambda: 'hello'.rindex('l'),
    lambda: 'hello'.index('z'),
    lambda: 'hello'.rindex('z'),
    lambda: '日本語'.index('語'),
    lambda: 'a'.index(None),
)
