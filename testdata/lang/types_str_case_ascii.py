def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'Hello World'.upper(),
    lambda: 'Hello World'.lower(),
    lambda: 'hello wORLD'.title(),
    lambda: 'hELLO'.capitalize(),
    lambda: 'hELLO w'.swapcase(),
    lambda: 'HeLLo'.casefold(),
    lambda: ''.upper(),
    lambda: "they're bill's".title(),
    lambda: 'a1b2 c3'.title(),
)
