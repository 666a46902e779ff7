def g():
    d = {}
    d[(yield 'key')] = yield 'value'
    print(d)
    d[(yield 'k2')] = (yield 'v2'), (yield 'v3')
    print(d)
    print([10, 20, 30][(yield 'index')])
    print([10, 20, 30][(yield 'lo'):(yield 'hi')])
    del d[(yield 'del')]
    print(d)
    d[(yield 'aug')] += yield 'by'
    print(d)


def drive(it, sends):
    out = [next(it)]
    try:
        for s in sends:
            out.append(it.send(s))
    except StopIteration:
        out.append('stop')
    except Exception as e:
        out.append((type(e).__name__, str(e)))
    print(out)


drive(g(), ['a', 1, 'b', 2, 3, 1, 0, 2, 'b', 'a', 5])
drive(g(), [1, 'a', 'b', 2, 3, 9])
