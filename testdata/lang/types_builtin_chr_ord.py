def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: chr(97),
    lambda: chr(8364),
    lambda: chr(0x1f600),
    lambda: chr(0),
    lambda: chr(-1),
    lambda: chr(0x110000),
    lambda: chr(1.5),
    lambda: chr('a'),
    lambda: ord('a'),
    lambda: ord('€'),
    lambda: ord(b'a'),
    lambda: ord('ab'),
    lambda: ord(''),
    lambda: ord(5),
    lambda: chr(0xd800),
    lambda: ord('😀'),
    lambda: chr(2**40),
    lambda: chr(2**70),
    lambda: chr(True),
)
