def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'héllo'[1],
    lambda: 'héllo'[-1],
    lambda: 'héllo'[1:3],
    lambda: 'héllo'[::-1],
    lambda: 'héllo'[::2],
    lambda: 'abc'[5],
    lambda: 'abc'[-4],
    lambda: 'abc'['a'],
    lambda: 'abc'[1.0],
    lambda: 'abc'[10:],
    lambda: 'abc'[:-10],
    lambda: 'abc'[::0],
    lambda: '😀a€'[1],
    lambda: '😀a€'[0:2],
    lambda: 'abc'[None:None],
    lambda: 'abc'[True],
    lambda: 'abc'[2**70],
    lambda: 'abc'[:2**70],
    lambda: 'abc'[slice(1, None)],
)
