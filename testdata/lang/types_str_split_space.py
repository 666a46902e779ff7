def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: ' a  b c '.split(),
    lambda: ''.split(),
    lambda: '   '.split(),
    lambda: 'a b c d'.split(None, 2),
    lambda: ' a b c '.split(None, 1),
    lambda: 'a\u2003b'.split(),
    lambda: ' a b c '.rsplit(None, 1),
    lambda: 'a b c'.rsplit(maxsplit=1),
    lambda: 'a b'.split(maxsplit=0),
    lambda: ' a b '.rsplit(None, 0),
)
