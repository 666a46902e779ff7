def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 1 + 'a',
    lambda: 'a' + 1,
    lambda: [] + (),
    lambda: () + [],
    lambda: {} + {},
    lambda: None + None,
    lambda: 1 - [],
    lambda: 'a' * 'b',
    lambda: 1 / 'a',
    lambda: 'a' // 2,
    lambda: [] % 2,
    lambda: 2 ** 'a',
    lambda: 1 << 1.5,
    lambda: 1 | 'a',
    lambda: -'a',
    lambda: ~[],
    lambda: +None,
    lambda: 1 < 'a',
    lambda: [] < (),
)
