print(b'%s %d %x %c %r %a %%' % (b'a', 5, 255, 65, 'q', 'é'))
print(b'%(k)s' % {b'k': b'v'}, b'%5d|%-5d|%05d|%+d' % (1, 2, 3, 4), b'%.2f %e %g' % (1.5, 1.5, 1.5), b'%b' % b'x', b'%c' % b'z', b'%o %X' % (8, 255))
for f in [lambda: b'%s' % 'a', lambda: b'%d' % 'a', lambda: b'%c' % 256, lambda: b'%c' % 'a', lambda: b'%s %s' % (b'a',), lambda: b'%s' % (b'a', b'b'), lambda: b'%q' % 1, lambda: b'%' % 1, lambda: b'%s' % 5, lambda: b'%(k)s' % 5, lambda: b'%(k)s' % {'k': b'v'}, lambda: b'%b' % 5]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(b'abc'.hex(), b'abc'.hex(' '), b'abcdef'.hex(':', 2), bytes.fromhex('61 62 63'), b'abc'.upper(), b'a b'.title(), b'abc'.center(7, b'*'), b'7'.zfill(3))
print(b'a,b'.split(b','), b','.join([b'a', b'b']), b'abc'.find(b'c'), b'abc'.find(99), b'abc'.count(b''), b'aXbX'.replace(b'X', b'--', 1), b' a '.strip(), b'abc'.startswith((b'x', b'a')), b'abc'.partition(b'b'))
print(b'abc'[0], b'abc'[0:2], list(b'ab'), bytes(3), bytes([1, 2]), bytes('é', 'utf-8'), 98 in b'abc', b'bc' in b'abc', b'a' + b'b', b'ab' * 2, b'a' < b'b', b'a' == 'a', hash(b'a') == hash(b'a'))
for f in [lambda: bytes('a'), lambda: bytes([256]), lambda: bytes(-1), lambda: b'a' + 'a', lambda: 'a' in b'a', lambda: 300 in b'a', lambda: b''.join(['a']), lambda: bytes.fromhex('6'), lambda: bytes.fromhex('zz'), lambda: b'a'.split('a'), lambda: b'\xff'.decode(), lambda: b'abc'.index(b'z'), lambda: b'a'.decode('nope'), lambda: b'a'.replace('a', 'b'), lambda: b'abc'.foo, lambda: bytes(1.5), lambda: bytes(['a']), lambda: bytes('a', 'utf-8', 'strict', 1), lambda: b'a'[5], lambda: b'%d' % 1.5]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(b'\xff'.decode('utf-8', 'replace'), b'\xff'.decode('utf-8', 'ignore'), b'\xff'.decode('latin-1'), b'\xff\xfe'.decode('utf-8', 'backslashreplace'), b'a\x00\'"\\\n\xff', b"it's", b'"', str(b'a'), repr(b"'\""))
print(b'abc'.translate(bytes.maketrans(b'ab', b'xy')), b'abc'.translate(None, b'b'), b'aBc'.swapcase(), b'abc'.isalpha(), b'12'.isdigit(), b'\t\n'.isspace(), b'l1\nl2\r\n'.splitlines(), b'l1\nl2'.splitlines(True), b'a\tb'.expandtabs(4), b'abc'.removeprefix(b'a'), b'abc'.removesuffix(b'c'), b'a.b.c'.rsplit(b'.', 1), b'abc'.rfind(b'c'), b'Abc'.istitle(), b'abc'.islower(), b'ABC'.isupper(), b'abc'.isascii(), b'a1'.isalnum())
