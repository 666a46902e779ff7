def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: format(10**20, ','),
    lambda: format(10**20, '_'),
    lambda: format(2**70, 'x'),
    lambda: format(2**70, '_x'),
    lambda: format(-2**70, '#_b'),
    lambda: format(10**20, '30,d'),
    lambda: format(10**20, '.3e'),
    lambda: format(10**400, 'e'),
    lambda: format(1234567, '020,'),
    lambda: format(255, '#06x'),
    lambda: format(True, 'd'),
    lambda: format(True, '5'),
    lambda: format(False),
    lambda: format(65, 'c'),
    lambda: format(0x1F600, '>3c'),
)
