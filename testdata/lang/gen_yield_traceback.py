def g():
    x = 1
    y = x + (
        yield 'a')
    print('y', y)
    d = {}
    d[(yield 'b')] = 1 / 0


it = g()
next(it)
it.send(5)
it.send('k')
