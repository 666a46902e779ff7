def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: None,
    lambda: str(None),
    lambda: None == None,
    lambda: None is None,
    lambda: None + 1,
    lambda: None < None,
    lambda: len(None),
    lambda: None.x,
    lambda: bool(None),
    lambda: ...,
    lambda: Ellipsis is ...,
    lambda: repr(...),
    lambda: type(None).__name__,
    lambda: type(...).__name__,
    lambda: NotImplemented,
    lambda: hash(None) == hash(None),
    lambda: [None] * 2,
    lambda: None(),
    lambda: None[0],
    lambda: isinstance(None, type(None)),
    lambda: list(None),
    lambda: __debug__,
)
