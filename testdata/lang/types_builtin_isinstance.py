def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: isinstance(1, int),
    lambda: isinstance(True, int),
    lambda: isinstance(1, (str, int)),
    lambda: isinstance(1, (str, (float, int))),
    lambda: isinstance(1, int | str),
    lambda: isinstance('a', int | str),
    lambda: isinstance(1, 5),
    lambda: isinstance(1, 'int'),
    lambda: issubclass(bool, int),
    lambda: issubclass(int, (str, object)),
    lambda: issubclass(5, int),
    lambda: issubclass(int, 5),
    lambda: isinstance(int, type),
    lambda: isinstance([], list),
    lambda: isinstance(None, object),
    lambda: isinstance(1.0, int),
    lambda: isinstance(ValueError(), Exception),
    lambda: issubclass(KeyError, LookupError),
)
