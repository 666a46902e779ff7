def g(name):
    try:
        for i in range(5):
            yield i
    finally:
        print('closing', name)


a = g('a')
print(next(a))
a.close()
print(list(a))
b = g('never started')
b.close()
print(list(b))
c = g('exhausted')
print(list(c))
c.close()


def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


d = ignores()
next(d)
try:
    d.close()
except RuntimeError as e:
    print(e)


def raises():
    try:
        yield 1
    finally:
        raise KeyError('in finally')


e = raises()
next(e)
try:
    e.close()
except KeyError as x:
    print(repr(x), repr(x.__context__))
print(e.close())


def returns():
    try:
        yield 1
    except GeneratorExit:
        return 5


f = returns()
next(f)
print(f.close())


def delegating():
    try:
        yield from g('inner')
    finally:
        print('outer')


h = delegating()
print(next(h), next(h))
h.close()
