def t(*functions):
    for f in functions:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)


t(
    lambda: (5).__add__(3),
    lambda: (5).__add__('a'),
    lambda: (5).__radd__(3),
    lambda: 'a'.__mul__(3),
    lambda: [1].__len__(),
    lambda: [1].__getitem__(0),
    lambda: [1, 2].__contains__(2),
    lambda: (5).__eq__(5),
    lambda: (5).__eq__('a'),
    lambda: (5).__lt__(6),
    lambda: 'a'.__lt__('b'),
    lambda: (5).__bool__(),
    lambda: (5).__float__(),
    lambda: (5.5).__int__(),
    lambda: (5).__index__(),
    lambda: (5).__hash__(),
    lambda: 'a'.__repr__(),
)
