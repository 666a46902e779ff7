def g(v):
    match v:
        case [a, b] if (yield ('guard1', a)):
            print('pair', a, b)
        case [x, *rest] if (yield 'guard2') or (yield 'guard2b'):
            print('seq', x, rest)
            return 'returned'
        case str(s):
            print('str', s)
        case {'k': k} if (yield 'guard3') and k:
            yield ('map', k)
        case _ if (yield 'last'):
            print('last')
    print('after')


def drive(v, *sends):
    it = g(v)
    out = []
    try:
        out.append(next(it))
        for s in sends:
            out.append(it.send(s))
    except StopIteration as e:
        out.append(('stop', e.value))
    print(out)


drive([1, 2], 1)
drive([1, 2], 0, 1)
drive([1, 2], 0, 0, 1)
drive([1, 2], 0, 0, 0, 1)
drive([1], 0, 0, 0)
drive('text')
drive({'k': 1}, 1, 2)
drive({'k': 0}, 1, 1)
drive(5, 0)


def loop():
    for v in [1, 'a', [2]]:
        match v:
            case int(n) if (yield n):
                continue
            case [n] if not (yield n):
                break
        print('end of round', v)
    else:
        print('else')


print(list(loop()))
it = loop()
print(next(it), it.send(True), next(it, 'stop'))
