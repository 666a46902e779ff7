def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: (5).conjugate(),
    lambda: (5).real,
    lambda: (5).imag,
    lambda: (5).numerator,
    lambda: (5).denominator,
    lambda: (5).as_integer_ratio(),
    lambda: (1024).to_bytes(2, 'big'),
    lambda: (1024).to_bytes(4, 'little'),
    lambda: (-1).to_bytes(2, 'big', signed=True),
    lambda: (256).to_bytes(1, 'big'),
    lambda: (-1).to_bytes(1, 'big'),
    lambda: (1).to_bytes(-1, 'big'),
    lambda: (1).to_bytes(1, 'x'),
    lambda: (5).to_bytes(),
    lambda: int.from_bytes(b'\x01\x00', 'big'),
    lambda: int.from_bytes(b'\xff\xff', 'little', signed=True),
    lambda: int.from_bytes([1, 2], 'big'),
    lambda: (2**100).to_bytes(13, 'big'),
    lambda: int.from_bytes(b'', 'big'),
    lambda: (5).nope,
)
