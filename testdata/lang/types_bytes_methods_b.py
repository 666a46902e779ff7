def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: b'abc'.upper(),
    lambda: b'ab'.center(6, b'*'),
    lambda: b'5'.zfill(3),
    lambda: b'abc'.count(b''),
    lambda: b'a\nb\r\n'.splitlines(),
    lambda: b'abc'.translate(bytes.maketrans(b'a', b'x'), b'c'),
    lambda: b'a1'.isalnum(),
    lambda: b' '.isspace(),
    lambda: b'A'.isupper(),
    lambda: b'abc'.hex(),
    lambda: b'abc'.hex(':'),
    lambda: b'abcd'.hex('-', 2),
    lambda: b'abcde'.hex('-', -2),
    lambda: bytes.fromhex('61 62'),
    lambda: bytes.fromhex('6'),
    lambda: bytes.fromhex('zz'),
    lambda: b'abc'.removeprefix(b'a'),
    lambda: b'a'.find('a'),
)
