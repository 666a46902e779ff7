def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: (1 == 1.0) + 1,
    lambda: 0.0 or 5,
    lambda: 1 and 2.5,
    lambda: not 0.0,
    lambda: 3 if 0.0 else 4,
    lambda: -(2**63),
    lambda: -(-2**63),
    lambda: abs(-2**63),
    lambda: 2**63 - 1 + 0,
    lambda: (2**63) // -1,
    lambda: (-2**63) // -1,
    lambda: (-2**63) % -1,
    lambda: -2**63 * -1,
    lambda: divmod(-2**63, -1),
    lambda: (-2**63) - 1,
)
