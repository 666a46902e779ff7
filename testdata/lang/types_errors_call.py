def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 5(),
    lambda: 'a'(),
    lambda: [](),
    lambda: None(),
    lambda: len(),
    lambda: len(1, 2),
    lambda: int('1', '2'),
    lambda: 'a'.upper('b'),
    lambda: [].append(),
    lambda: [].append(1, 2),
    lambda: {}.get(),
    lambda: (lambda x: x)(),
    lambda: (lambda: 0)(1),
    lambda: (lambda x: x)(y=1),
    lambda: (lambda x: x)(1, x=2),
    lambda: (lambda *a: a)(k=1),
    lambda: isinstance(1),
    lambda: range(1, 2, 3, 4),
    lambda: list(1, 2),
    lambda: ''.join(),
    lambda: max(key=len),
)
