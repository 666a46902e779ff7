def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: [0, 1, 2, 3, 4][1:-1],
    lambda: [0, 1, 2, 3, 4][::-2],
    lambda: [0, 1, 2][5:1],
    lambda: (0, 1, 2, 3)[::3],
    lambda: 'abcdef'[-3:-1],
    lambda: b'abcdef'[1::2],
    lambda: range(20)[3:15:4],
    lambda: range(20)[::-5],
    lambda: [1, 2, 3][True:],
    lambda: [1, 2, 3][None:2],
    lambda: 'abc'[10:20],
    lambda: [1, 2, 3][-100:100],
    lambda: [1, 2, 3]['a':],
    lambda: [1, 2, 3][1.5:],
    lambda: [1, 2, 3][::0],
    lambda: (1, 2)[1:][0],
    lambda: [[1, 2], [3, 4]][1][0],
    lambda: 'abc'[-1:0:-1],
    lambda: list(range(10))[8:2:-2],
)
