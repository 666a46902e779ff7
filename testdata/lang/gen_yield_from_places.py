def inner(n):
    got = yield n
    print('inner got', got)
    return n * 10


def g():
    a = [(yield from inner(1)), (yield from inner(2))]
    print(a)
    b = f"{(yield from inner(3))}-{(yield from 'xy')}"
    print(b)
    if (yield from inner(4)) > 10:
        print('big')
    return (yield from inner(5)) + (yield from inner(6))


def drive(it, sends):
    out = [next(it)]
    try:
        for s in sends:
            out.append(it.send(s))
    except StopIteration as e:
        out.append(('stop', e.value))
    print(out)


drive(g(), ['a', 'b', 'c', None, None, 'd', 'e', 'f', 'g'])
