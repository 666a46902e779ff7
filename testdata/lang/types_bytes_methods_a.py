def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: b'a,b'.split(b','),
    lambda: b' a b '.split(),
    lambda: b'abc'.find(b'c'),
    lambda: b'abc'.find(98),
    lambda: b'abc'.index(b'z'),
    lambda: b'aXb'.partition(b'X'),
    lambda: b'aXb'.rpartition(b'Y'),
    lambda: b' a '.strip(),
    lambda: b'xax'.strip(b'x'),
    lambda: b'abc'.replace(b'b', b''),
    lambda: b'abc'.startswith(b'a'),
    lambda: b'abc'.endswith((b'x', b'c')),
    lambda: b'abc'.startswith('a'),
    lambda: b','.join([b'a', b'b']),
    lambda: b','.join(['a']),
    lambda: b'AbC'.lower(),
    lambda: b'AbC'.swapcase(),
    lambda: b'hello world'.title(),
)
