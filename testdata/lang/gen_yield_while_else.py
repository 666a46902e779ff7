def g(n):
    while (yield 'test'):
        if (yield 'break?'):
            break
        if (yield 'continue?'):
            continue
        print('tail')
    else:
        print('else', (yield 'in else'))
    print('done', n)


def drive(it, sends):
    out = [next(it)]
    try:
        for s in sends:
            out.append(it.send(s))
    except StopIteration as e:
        out.append(('stop', e.value))
    print(out)


drive(g(1), [1, 0, 0, 1, 0, 1, 0, 'e'])
drive(g(2), [1, 1])
drive(g(3), [0, 'x'])


def nested():
    for i in range(3):
        while (yield ('w', i)):
            pass
        else:
            if (yield 'outer continue?'):
                continue
            break
    else:
        print('for else')
    return i


drive(nested(), [0, 1, 0, 0])
drive(nested(), [1, 0, 1, 0, 1, 0, 1])
