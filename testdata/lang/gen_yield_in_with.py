class Ctx:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print('enter', self.name)
        return self

    def __exit__(self, kind, value, tb):
        print('exit', self.name, kind and kind.__name__, value)
        return self.swallow


def g():
    with Ctx((yield 'name')) as c:
        print('in', c.name)
        yield 'body'
    with Ctx('a'), Ctx((yield 'second'), True) as d:
        yield d.name
        raise ValueError('boom')
    yield 'after'


it = g()
print(next(it), it.send('first'), next(it), it.send('s2'), next(it))
print(list(it))
it = g()
next(it)
it.send('closed')
it.close()
it = g()
next(it)
it.send('thrown')
try:
    it.throw(KeyError('k'))
except KeyError as e:
    print('out', repr(e))
