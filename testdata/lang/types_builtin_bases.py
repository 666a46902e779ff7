def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: bin(5),
    lambda: bin(-5),
    lambda: oct(8),
    lambda: hex(255),
    lambda: hex(-255),
    lambda: hex(2**70),
    lambda: bin(True),
    lambda: hex(1.5),
    lambda: bin('a'),
    lambda: oct(None),
    lambda: hex(0),
)
