def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'a' + 'b',
    lambda: 'ab' * 3,
    lambda: 3 * 'ab',
    lambda: 'a' * -1,
    lambda: 'a' * True,
    lambda: 'a' + 1,
    lambda: 1 + 'a',
    lambda: 'a' * 1.5,
    lambda: 'a' * 'b',
    lambda: 'a' - 'b',
    lambda: 'b' in 'abc',
    lambda: '' in 'abc',
    lambda: 5 in 'abc',
    lambda: 'a' < 'b',
    lambda: 'a' < 'B',
    lambda: 'é' > 'z',
    lambda: 'a' < 1,
    lambda: 'a' == 1,
    lambda: 'ab' == 'a' + 'b',
    lambda: -'a',
    lambda: 'a' % (),
)
