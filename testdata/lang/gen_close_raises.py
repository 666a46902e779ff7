# What a generator raises while nobody is left to catch it is said and dropped: alone.
def g():
    try:
        yield 1
    except GeneratorExit:
        try:
            {}['key']
        except KeyError:
            raise ValueError('in close')


def h():
    try:
        yield 1
    finally:
        raise ExceptionGroup('two', [ValueError(1), TypeError(2)])


def drop(make):
    x = make()
    next(x)
    del x
    print('dropped')


drop(g)
drop(h)
