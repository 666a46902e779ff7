def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: [1] < [1, 0],
    lambda: [1] < ['a'],
    lambda: [] == (),
    lambda: [[]] * 2,
    lambda: [1, 2, 3][1:],
    lambda: [1, 2, 3][::-1],
    lambda: [1, 2, 3][-1],
    lambda: [1][1],
    lambda: [1]['a'],
    lambda: 1 in [1.0],
    lambda: [] in [[]],
    lambda: not [],
    lambda: hash([]),
    lambda: [1, [2, [3]]],
    lambda: list(list),
)
