def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'a,b,,c'.split(','),
    lambda: ''.split(','),
    lambda: 'a,b,c'.split(',', 1),
    lambda: 'a,b,c'.rsplit(',', 1),
    lambda: 'aXXbXXc'.split('XX'),
    lambda: 'aaa'.split('aa'),
    lambda: 'aaa'.rsplit('aa'),
    lambda: 'a'.split(''),
    lambda: 'a'.split(5),
    lambda: 'é-é'.split('-'),
    lambda: 'a,b'.split(sep=',', maxsplit=-1),
    lambda: 'a,b'.split(',', 'x'),
)
