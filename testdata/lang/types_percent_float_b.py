def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: '%#.0f' % float('inf'),
    lambda: '%#.0f' % 1e20,
    lambda: '%g' % 2.5,
    lambda: '%g' % -1e-7,
    lambda: '%g' % float('inf'),
    lambda: '%g' % 1e20,
    lambda: '%#g' % 2.5,
    lambda: '%#g' % -1e-7,
    lambda: '%#g' % float('inf'),
    lambda: '%#g' % 1e20,
    lambda: '%G' % 2.5,
    lambda: '%G' % -1e-7,
    lambda: '%G' % float('inf'),
    lambda: '%G' % 1e20,
    lambda: '%010.2f' % 2.5,
    lambda: '%010.2f' % -1e-7,
    lambda: '%010.2f' % float('inf'),
    lambda: '%010.2f' % 1e20,
    lambda: '% f' % 2.5,
    lambda: '% f' % -1e-7,
    lambda: '% f' % float('inf'),
    lambda: '% f' % 1e20,
)
