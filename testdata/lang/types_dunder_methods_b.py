def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: 'a'.__str__(),
    lambda: (5).__format__('x'),
    lambda: {}.__setitem__('a', 1),
    lambda: [1].__iter__().__next__(),
    lambda: (5).__neg__(),
    lambda: (5).__divmod__(2),
    lambda: (5).__pow__(2),
    lambda: (5.5).__round__(),
    lambda: (5).__sub__(None),
    lambda: int.__add__(1, 2),
    lambda: str.__len__('ab'),
    lambda: [3].__eq__([3]),
    lambda: (1).__class__,
    lambda: [].__doc__ is None or True,
    lambda: {1}.__or__({2}),
    lambda: {'a': 1}.__or__({'b': 2}),
)
