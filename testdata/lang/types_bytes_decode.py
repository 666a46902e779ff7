def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: b'\xc3\xa9'.decode(),
    lambda: b'\xe9'.decode('latin-1'),
    lambda: b'\xff'.decode(),
    lambda: b'a\xffb'.decode('utf-8', 'replace'),
    lambda: b'a\xffb'.decode('utf-8', 'ignore'),
    lambda: b'a\xffb'.decode('utf-8', 'backslashreplace'),
    lambda: b'\xe2\x82'.decode(),
    lambda: b'\xe2\x82x'.decode(),
    lambda: b'\xe2\x82x'.decode('utf-8', 'replace'),
    lambda: b'\x80'.decode('ascii'),
    lambda: b'\xff\xfea\x00'.decode('utf-16'),
    lambda: b'a\x00'.decode('utf-16-le'),
    lambda: b'a'.decode('utf-16-le'),
    lambda: b'\xed\xa0\x80'.decode(),
    lambda: b'\xff'.decode('ascii', 'surrogateescape'),
    lambda: b'\xef\xbb\xbfa'.decode('utf-8-sig'),
    lambda: b'\xf0\x9f\x98\x80'.decode(),
    lambda: b'a'.decode('nope'),
    lambda: b'\xc0\x80'.decode(),
    lambda: b'\xf4\x90\x80\x80'.decode('utf8', 'replace'),
)
