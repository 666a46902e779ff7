def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'a\tb'.expandtabs(),
    lambda: 'a\tb'.expandtabs(4),
    lambda: 'abc\td\n\te'.expandtabs(4),
    lambda: '\t'.expandtabs(0),
    lambda: 'é\tb'.expandtabs(4),
    lambda: 'a\tb'.expandtabs(-3),
    lambda: 'a\tb'.expandtabs(tabsize=2),
)
