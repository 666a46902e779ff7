def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: '{5}'.format(1, 2),
    lambda: '{}{}{}'.format(1, 2),
    lambda: '{a}'.format(1, 2),
    lambda: '{0[]}'.format(1, 2),
    lambda: '{0[x]}'.format(1, 2),
    lambda: '{0:{1:{0}}}'.format(1, 2),
    lambda: '{0.nope}'.format(1, 2),
    lambda: '{a{b}}'.format(1, 2),
    lambda: '{0[a]b}'.format(1, 2),
    lambda: '{!}'.format(1, 2),
    lambda: '{99999999999999999999}'.format(1, 2),
    lambda: '{:d}{:zz}'.format(1, 2),
)
