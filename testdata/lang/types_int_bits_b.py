def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 5 & 1.0,
    lambda: True & False,
    lambda: True | 2,
    lambda: True ^ True,
    lambda: ~True,
    lambda: (2**70) & (2**70 - 1),
    lambda: -(2**70) | 1,
    lambda: (255).bit_length(),
    lambda: (-256).bit_length(),
    lambda: (0).bit_length(),
    lambda: (255).bit_count(),
    lambda: (-7).bit_count(),
)
