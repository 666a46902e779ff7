def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'a',
    lambda: 'it\'s',
    lambda: '"',
    lambda: '\'"',
    lambda: '\n\t\r\\',
    lambda: '\x00\x1f\x7f',
    lambda: 'é\xa0\xad',
    lambda: '\u200b\u2028',
    lambda: '😀\U000e0001',
    lambda: '\ud800',
    lambda: ascii('é€😀'),
    lambda: repr(str),
    lambda: str('x'),
    lambda: str(),
    lambda: str(b'a'),
    lambda: str(b'a', 'ascii'),
    lambda: str('a', 'ascii'),
    lambda: str(5, 'ascii'),
    lambda: str(object='q'),
)
