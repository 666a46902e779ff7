def run(*kinds):
    log = []
    try:
        if kinds:
            raise ExceptionGroup('g', [k(k.__name__) for k in kinds])
        log.append('body')
    except* ValueError as e:
        log.append(('V', len(e.exceptions)))
        for i in range(2):
            if i:
                break
            log.append('loop')
    except* LookupError as e:
        log.append(('L', [type(x).__name__ for x in e.exceptions]))
        try:
            raise TypeError('inner')
        except TypeError:
            log.append('handled inside')
    else:
        log.append('else')
    finally:
        log.append('finally')
    return log


print(run())
print(run(ValueError))
print(run(ValueError, KeyError, IndexError, ValueError))
try:
    print(run(ValueError, OSError))
except ExceptionGroup as e:
    print(repr(e), repr(e.__context__))
try:
    print(run(OSError))
except ExceptionGroup as e:
    print(repr(e))
e = None
try:
    raise ExceptionGroup('x', [ValueError(1)])
except* ValueError as e:
    pass
try:
    e
except NameError as x:
    print(x)


def nested():
    try:
        try:
            raise ExceptionGroup('g', [ValueError(1), KeyError(2), OSError(3)])
        except* ValueError:
            raise
        except* KeyError as e:
            raise e
    except* Exception as e:
        print(repr(e))


nested()


def reraise_part():
    try:
        raise ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [ValueError(2), KeyError(3)])])
    except* ValueError as e:
        raise e.exceptions[0]


try:
    reraise_part()
except ExceptionGroup as e:
    print(repr(e))
