def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: '{a}{b}'.format_map({'a': 1, 'b': 2}),
    lambda: '{x}'.format_map({}),
    lambda: '{}'.format_map({}),
    lambda: '{a:>4}'.format_map({'a': 'q'}),
    lambda: '{a[0]}'.format_map({'a': [7]}),
    lambda: '{a}'.format_map(5),
)
