def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: b'%s|%d|%x' % (b'a', 5, 255),
    lambda: b'%b' % b'q',
    lambda: b'%c' % 65,
    lambda: b'%5s|%-5s|' % (b'a', b'b'),
    lambda: b'%s' % 'a',
    lambda: b'%r' % 'é',
    lambda: b'%a' % 'é',
    lambda: b'%(k)s' % {b'k': b'v'},
    lambda: b'%d %d' % (1,),
    lambda: b'%f' % 1.5,
    lambda: b'%c' % 256,
)
