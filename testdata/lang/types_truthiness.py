def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: [bool(x) for x in (0, 1, -1, 0.0, 0.1, '', 'a', ' ', [], [0], (), (0,), {}, {0: 0}, set(), None, ..., b'', b'0', range(0), range(1), float('nan'))],
    lambda: not '',
    lambda: [] or 'x',
    lambda: '' and 1,
    lambda: 0 or [] or 'last',
    lambda: 1 and 'a' and [1],
    lambda: None or 0,
    lambda: not not [0],
    lambda: [x for x in ('', 'a', None, 0, 5) if x],
    lambda: 'yes' if [] else 'no',
    lambda: bool(NotImplemented) if False else 1,
    lambda: all([[], {}]),
    lambda: any(['', 0, None]),
    lambda: (0 or None) is None,
    lambda: not (1, ),
)
