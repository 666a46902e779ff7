def g():
    try:
        x = yield 1
        print('x', x)
        raise ValueError(x)
    except ValueError as e:
        y = yield ('caught', str(e))
        print('y', y, e)
    else:
        yield 'else'
    finally:
        z = yield 'finally'
        print('z', z)
    try:
        yield 'again'
    finally:
        print('cleanup')
    return 'done'


it = g()
print(next(it), it.send('a'), it.send('b'), it.send('c'))
try:
    next(it)
except StopIteration as e:
    print(e.value)
it = g()
next(it)
print(it.throw(ValueError, 'thrown'))
print(it.throw(RuntimeError('second')))
try:
    next(it)
except RuntimeError as e:
    print('rt', e, repr(e.__context__))
