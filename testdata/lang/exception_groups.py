eg = ExceptionGroup('top', [ValueError('a'), ExceptionGroup('inner', [TypeError('b'), KeyError('c')])])
print(repr(eg))
print(str(eg), eg.message, eg.exceptions)
print(eg.split(ValueError))
print(eg.subgroup(TypeError), eg.subgroup(OSError), eg.subgroup((ValueError, KeyError)))
print(eg.subgroup(lambda e: isinstance(e, KeyError)))
print(eg.derive([ValueError('n')]))
print(isinstance(eg, Exception), isinstance(eg, BaseExceptionGroup), ExceptionGroup.__mro__)
for args in [(), ('a',), ('a', []), ('a', 5), ('a', [5]), (1, [ValueError()]), ('a', [KeyboardInterrupt()])]:
    try:
        print(repr(ExceptionGroup(*args)))
    except Exception as e:
        print(type(e).__name__, e)
print(repr(BaseExceptionGroup('b', [KeyboardInterrupt()])), type(BaseExceptionGroup('b', [ValueError()])).__name__)
try:
    raise eg
except* ValueError as e:
    print('values', repr(e))
except* (TypeError, KeyError) as e:
    print('others', repr(e))
else:
    print('else')
finally:
    print('finally')
try:
    raise ValueError('naked')
except* ValueError as e:
    print(repr(e), e.exceptions)
try:
    try:
        raise eg
    except* TypeError:
        print('type')
except ExceptionGroup as e:
    print('rest', repr(e))
try:
    pass
except* ValueError:
    print('no')
else:
    print('else')
try:
    try:
        raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
    except* ValueError as e:
        raise KeyError('new')
except ExceptionGroup as e:
    print(repr(e), repr(e.exceptions[0].__context__))
try:
    try:
        raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
    except* ValueError:
        raise
except ExceptionGroup as e:
    print(repr(e))
try:
    try:
        raise ExceptionGroup('g', [ValueError(1)])
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)
try:
    raise ExceptionGroup('g', [ValueError(1)])
except ExceptionGroup as e:
    print('plain', e)
def f():
    for i in range(3):
        try:
            raise ExceptionGroup('g', [ValueError(i)])
        except* ValueError:
            x = i
    return x
print(f())
