def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'straße'.upper(),
    lambda: 'ŉ'.upper(),
    lambda: 'ﬁn'.title(),
    lambda: 'ΑΣ'.lower(),
    lambda: 'ΑΣΑ'.lower(),
    lambda: 'Σ'.lower(),
    lambda: 'İ'.lower(),
    lambda: 'ǆ'.title(),
    lambda: 'ǆ'.upper(),
    lambda: 'ß'.casefold(),
    lambda: 'ÀÉ'.swapcase(),
    lambda: 'éa'.capitalize(),
    lambda: 'ὐ'.upper(),
    lambda: 'ΐ'.upper(),
)
