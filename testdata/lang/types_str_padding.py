def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'ab'.center(5),
    lambda: 'ab'.center(6),
    lambda: 'abc'.center(6),
    lambda: 'ab'.center(5, '*'),
    lambda: 'ab'.ljust(5, '.'),
    lambda: 'ab'.rjust(5, '→'),
    lambda: 'ab'.center(1),
    lambda: 'ab'.center(5, ''),
    lambda: 'ab'.center(5, 'xy'),
    lambda: 'ab'.ljust(5, 5),
    lambda: 'ab'.center('x'),
    lambda: '-5'.zfill(5),
    lambda: '+5'.zfill(4),
    lambda: '5'.zfill(3),
    lambda: 'abc'.zfill(2),
    lambda: ''.zfill(2),
    lambda: '--1'.zfill(6),
)
