def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: True + True,
    lambda: True * 3,
    lambda: str(True),
    lambda: repr(False),
    lambda: bool([]),
    lambda: bool([0]),
    lambda: bool(0.0),
    lambda: bool('False'),
    lambda: bool(None),
    lambda: isinstance(True, int),
    lambda: True is not False,
    lambda: not None,
    lambda: int(True),
    lambda: float(True),
    lambda: True == 1,
    lambda: sum([True, True]),
    lambda: bool(),
    lambda: bool(1, 2),
    lambda: -True,
    lambda: True / 2,
    lambda: [False, True][True],
    lambda: True < 2,
    lambda: format(True),
    lambda: f'{True:d}',
)
