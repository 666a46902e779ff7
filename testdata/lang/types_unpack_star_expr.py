def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: [*range(3)],
    lambda: (*'ab',),
    lambda: {*[1, 1]},
    lambda: [*{'a': 1}],
    lambda: print(*[1, 2], sep='-'),
    lambda: max(*[1, 5, 2]),
    lambda: dict(**{'a': 1}),
    lambda: [*5],
    lambda: {**5},
    lambda: max(*5),
    lambda: dict(**5),
    lambda: dict(**{1: 2}),
    lambda: (lambda *a, **k: (a, k))(*[1], **{'x': 2}),
    lambda: [*[], *()],
    lambda: str.join(*['-', 'ab']),
)
