def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: b'abc'[1:],
    lambda: b'abc'[::-1],
    lambda: b'abc'[5],
    lambda: len(b'abc'),
    lambda: list(b'ab'),
    lambda: 97 in b'abc',
    lambda: b'b' in b'abc',
    lambda: 'a' in b'abc',
    lambda: b'a' + b'b',
    lambda: b'a' * 3,
    lambda: b'a' + 'b',
    lambda: b'a' == 'a',
    lambda: b'a' < b'b',
    lambda: b'a' < 'b',
    lambda: hash(b'a') == hash(b'a'),
    lambda: bytes('a', 5),
    lambda: bytes(5, 'ascii'),
)
