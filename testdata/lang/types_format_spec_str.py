def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: format('ab'),
    lambda: format('ab', '5'),
    lambda: format('ab', '>5'),
    lambda: format('ab', '^5'),
    lambda: format('ab', '*<5'),
    lambda: format('abc', '.2'),
    lambda: format('abc', '5.2'),
    lambda: format('é', 'é>3'),
    lambda: format('ab', 's'),
    lambda: format('ab', '05'),
    lambda: format('a', '😀^3'),
    lambda: format('', '3'),
)
