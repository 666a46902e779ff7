def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: b'abc',
    lambda: b'\x00\xff',
    lambda: b"it's",
    lambda: b'"\'',
    lambda: bytes(3),
    lambda: bytes([1, 2]),
    lambda: bytes('é', 'utf-8'),
    lambda: bytes('a'),
    lambda: bytes(-1),
    lambda: bytes([256]),
    lambda: bytes(['a']),
    lambda: bytes(1.5),
    lambda: bytes(None),
    lambda: bytes(),
    lambda: bytes(b'a'),
    lambda: bytes(range(3)),
    lambda: b'abc'[1],
)
