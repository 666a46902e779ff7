def a():
    try:
        b()
    except ValueError as e:
        raise KeyError('from a') from e
def b():
    try:
        c()
    except ZeroDivisionError:
        raise ValueError('in b')
def c():
    return 1 / 0
try:
    a()
except KeyError as e:
    print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
    print(repr(e.__cause__.__cause__), repr(e.__cause__.__context__))
try:
    raise ValueError('x') from None
except ValueError as e:
    print(e.__cause__, e.__context__, e.__suppress_context__)
def finally_raises():
    try:
        1 / 0
    finally:
        raise TypeError('in finally')
try:
    finally_raises()
except TypeError as e:
    print(repr(e.__context__))
e = ValueError('note')
e.add_note('first note')
e.add_note('second\nnote')
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as x:
    print(x)
try:
    raise e
except ValueError:
    try:
        raise KeyError
    except KeyError:
        a()
