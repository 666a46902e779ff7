def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: sorted(['10', '9', '2'], key=int),
    lambda: sorted([('a', 2), ('b', 1)], key=lambda p: p[1]),
    lambda: sorted({'x': 3, 'y': 1}.items(), key=lambda p: p[1]),
    lambda: sorted([True, 0, 2.5, -1]),
    lambda: sorted(['é', 'z', 'a', 'E']),
    lambda: sorted([b'b', b'a']),
    lambda: sorted([(1, None), (0, None)]),
    lambda: sorted([(1, None), (1, 2)]),
    lambda: sorted('bca', reverse=True),
    lambda: sorted([[3], [1, 2], []], key=len),
)
