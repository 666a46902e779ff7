def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'a' < 'aa',
    lambda: '' < 'a',
    lambda: 'Z' < 'a' < 'z' < 'é',
    lambda: '10' < '9',
    lambda: 'é' == 'é',
    lambda: max(['a', 'B']),
    lambda: min('aB1'),
    lambda: sorted(['b', 'a', 'C', 'ä', 'ß', '€', '😀', '￿']),
    lambda: 'abc' == 'abc',
    lambda: 'abc' != 'abd',
    lambda: 'a' >= 'a',
    lambda: '￿' < '😀',
    lambda: 'a' == b'a',
    lambda: '1' == 1,
)
