a, b = ValueError('a'), KeyError('b')
a.__context__ = b
b.__context__ = a
try:
    try:
        raise a
    except ValueError:
        raise TypeError('c')
except TypeError as e:
    print(repr(e.__context__))
a.__cause__ = a
try:
    raise a
except ValueError as e:
    print(e.__cause__ is e)
for name, v in [('__cause__', 5), ('__context__', 'x'), ('__traceback__', 5), ('__suppress_context__', 1), ('args', 5), ('args', [1, 2])]:
    try:
        setattr(a, name, v)
        print(name, getattr(a, name))
    except Exception as e:
        print(type(e).__name__, e)
