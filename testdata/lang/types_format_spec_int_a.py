def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: format(42, ''),
    lambda: format(42, 'd'),
    lambda: format(42, '5'),
    lambda: format(42, '<5'),
    lambda: format(42, '^6'),
    lambda: format(42, '>6'),
    lambda: format(42, '=6'),
    lambda: format(42, '+'),
    lambda: format(42, ' '),
    lambda: format(42, '05'),
    lambda: format(42, '+05d'),
    lambda: format(42, '*^9'),
    lambda: format(42, ','),
    lambda: format(42, '_'),
    lambda: format(42, 'x'),
    lambda: format(42, '#x'),
    lambda: format(42, 'X'),
    lambda: format(42, '#o'),
    lambda: format(42, 'b'),
    lambda: format(42, '#010b'),
    lambda: format(42, 'e'),
    lambda: format(42, '.1f'),
    lambda: format(42, '%'),
    lambda: format(42, 'g'),
    lambda: format(42, 'n'),
    lambda: format(42, 'c'),
)
