def g():
    match (yield 'subject'):
        case [a, b] if (yield 'guard'):
            print('two', a, b)
            yield 'body'
        case {'k': v}:
            print('map', (yield v))
        case _:
            print('other')
            x = yield 'other'
            print(x)


def drive(*sends):
    it = g()
    out = [next(it)]
    try:
        for s in sends:
            out.append(it.send(s))
    except StopIteration:
        out.append('stop')
    print(out)


drive([1, 2], True, None)
drive([1, 2], False, 'x')
drive({'k': 5}, 'y')
drive(3, 'z')
