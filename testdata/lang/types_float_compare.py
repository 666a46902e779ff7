def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 1.5 < 2,
    lambda: 1.5 == 1.5,
    lambda: float('nan') == float('nan'),
    lambda: float('nan') != float('nan'),
    lambda: float('nan') < 1,
    lambda: float('inf') > 10**400,
    lambda: 0.1 + 0.2 == 0.3,
    lambda: 1.0 < 'a',
    lambda: max(1.5, 1),
    lambda: min(1, 1.0),
    lambda: sorted([3.5, 1, 2.5]),
    lambda: 1e400 == float('inf'),
    lambda: 0.5 in [0.5],
)
