def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: range(0) == range(5, 1),
    lambda: hash(range(3)) == hash(range(0, 3, 1)),
    lambda: range(1, 10, 3).start,
    lambda: range(1, 10, 3).stop,
    lambda: range(1, 10, 3).step,
    lambda: range(1, 2, 0),
    lambda: range(1.5),
    lambda: range('a'),
    lambda: range(),
    lambda: bool(range(0)),
    lambda: list(reversed(range(5))),
    lambda: sum(range(101)),
    lambda: max(range(5)),
    lambda: range(True),
    lambda: range(5) + [1],
    lambda: range(3) < range(4),
    lambda: range(10**18)[10**17],
)
