def g(name):
    try:
        for i in range(5):
            yield i
    finally:
        print('closing', name)


for x in g('for break'):
    if x == 2:
        break
print('after for')


def ret():
    for x in g('return'):
        return x


print(ret())


def raises():
    for x in g('raise'):
        raise ValueError(x)


try:
    raises()
except ValueError as e:
    print('caught', e)
print(next(g('temporary')))
print('after temporary')
a = g('rebound')
next(a)
a = 5
print('after rebind')
b = g('deleted')
next(b)
del b
print('after del')


def local():
    c = g('local')
    next(c)
    print('leaving')


local()
print('after local')
for x in (y for y in g('genexp')):
    break
print('after genexp')
print(any(x == 1 for x in g('any')))
print('after any')
first, *_ = zip(g('zip'), 'a')
print(first)
kept = g('kept')
for x in kept:
    break
print('still', next(kept))
kept.close()
found = 1 in g('in')
print('after in')


def with_cm():
    class CM:
        def __enter__(self):
            print('enter')

        def __exit__(self, *a):
            print('exit', a[0])

    def h():
        with CM():
            yield 1
            yield 2
    for x in h():
        break
    print('after with')


with_cm()


def nested():
    try:
        for x in g('inner'):
            yield x
    finally:
        print('closing outer')


for x in nested():
    break


def delegate():
    try:
        yield from g('sub')
    finally:
        print('closing delegate')


for x in delegate():
    break
print('after nested')


def early():
    for x in g('first'):
        for y in g('second'):
            if x == 1:
                return x, y


print(early())


def handled():
    try:
        for x in g('unwound'):
            raise KeyError(x)
    except KeyError as e:
        print('handler', e)
    return 'done'


print(handled())


def stored():
    it = g('stored')
    next(it)
    box.append(it)


box = []
stored()
print('still there', next(box[0]))
box[0].close()


def ignored():
    try:
        yield 1
    finally:
        value.append('cleanup ran')


value = []
for _ in ignored():
    break
print(value)
while True:
    for x in g('in while'):
        break
    break
print('end')
