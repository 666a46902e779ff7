def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 1 == 1.0,
    lambda: 1 == True,
    lambda: 2**53 == 2.0**53,
    lambda: 2**53 + 1 == 2.0**53,
    lambda: 2**53 + 1 > 2.0**53,
    lambda: 10**400 > 1e308,
    lambda: 10**400 < float('inf'),
    lambda: -10**400 > float('-inf'),
    lambda: 1 < float('nan'),
    lambda: 1 == float('nan'),
    lambda: 1 < 2 < 3,
    lambda: 1 < 'a',
    lambda: None < 1,
    lambda: 2**70 == 2**70,
    lambda: 2**70 != 2**70 + 1,
    lambda: hash(1) == hash(1.0) == hash(True),
    lambda: hash(2**61 - 1),
    lambda: hash(2**61),
    lambda: hash(-1),
    lambda: hash(2**100) == hash(float(2**100)),
    lambda: hash(0.5),
    lambda: hash(float('inf')),
    lambda: {1: 'a', 1.0: 'b', True: 'c'},
)
