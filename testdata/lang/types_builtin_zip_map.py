def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: list(zip([1, 2], 'ab')),
    lambda: list(zip()),
    lambda: list(zip([1], [])),
    lambda: list(zip([1, 2, 3], 'ab', [4])),
    lambda: dict(zip('ab', [1, 2])),
    lambda: list(zip([1], [1, 2], strict=True)),
    lambda: list(zip([1, 2], [1], strict=True)),
    lambda: list(zip([1], [2], strict=True)),
    lambda: list(map(str, [1, 2])),
    lambda: list(map(lambda a, b: a + b, [1, 2], [3, 4])),
    lambda: list(map(None, [1])),
    lambda: map(str),
    lambda: list(map(5, [1])),
    lambda: list(map(int, ['1', 'x'])),
    lambda: list(filter(None, [0, 1, '', 'a'])),
    lambda: list(filter(lambda x: x > 1, [1, 2, 3])),
    lambda: list(filter(5, [1])),
    lambda: zip(5),
    lambda: map(str, 5),
    lambda: filter(None, 5),
    lambda: next(zip([1], [2])),
    lambda: [*zip(*[(1, 2), (3, 4)])],
)
