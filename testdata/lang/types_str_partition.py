def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'a=b=c'.partition('='),
    lambda: 'a=b=c'.rpartition('='),
    lambda: 'abc'.partition('='),
    lambda: 'abc'.rpartition('='),
    lambda: 'a'.partition(''),
    lambda: 'a'.partition(1),
    lambda: '→a→'.partition('→'),
)
