def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: '  a b \t'.strip(),
    lambda: 'xxaxx'.strip('x'),
    lambda: 'abcba'.strip('ab'),
    lambda: '  a '.lstrip(),
    lambda: '  a '.rstrip(),
    lambda: 'éaé'.strip('é'),
    lambda: 'abc'.strip(''),
    lambda: 'a'.strip(None),
    lambda: 'a'.strip(5),
    lambda: '\u2003x\u2003'.strip(),
    lambda: 'mississippi'.rstrip('ipz'),
)
