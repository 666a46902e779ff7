def t(*v):
    print('eval', *v)
    return v[0]


def g():
    d, e = {}, {}
    t(d)[(yield 'key')] = t('value')
    d[(yield 'k1')], e[(yield 'k2')] = t([1, 2])
    [d[(yield 'k3')], *e[(yield 'k4')]] = 'star'
    (d[(yield 'n1')], (e[(yield 'n2')], x)), y = ((1, 2 * 3), 4), 5
    print(d, e)


def g1():
    d, e = {}, {}
    d[(yield 'key')] = (yield 'value')
    d[(yield 'k1')], e[(yield 'k2')] = yield 'pair'
    [d[(yield 'k3')], *e[(yield 'k4')]] = 'star'
    (d[(yield 'n1')], (e[(yield 'n2')], x)), y = (1, (2, 3)), 4
    print(d, e, x, y)
    for d[(yield 'for')] in 'ab':
        print(d)
    with open_(t) as d[(yield 'with')], open_(5) as (e[(yield 'w2')], z):
        print(d, e, z)
    n = [1, 2, 3]
    n[(yield 'i')] += (yield 'by')
    n[(yield 'lo'):(yield 'hi')] = yield 'slice'
    n[(yield 'i'):] *= 2
    print(n)
    del n[(yield 'd1')], (n[(yield 'd2')], d[(yield 'd3')])
    print(n, d)
    (yield 'obj').attr = yield 'attr value'
    (yield 'obj2').attr += yield 'add'
    d[(yield 'annotated')]: int = yield 'ann value'
    print(d)


class open_:
    def __init__(self, v):
        self.v = v

    def __enter__(self):
        print('enter')
        return (1, 2)

    def __exit__(self, *a):
        print('exit', a[1])


class O:
    pass


def drive(it, sends):
    out = []
    try:
        out.append(next(it))
        for s in sends:
            out.append(it.send(s))
    except StopIteration as e:
        out.append(('stop', e.value))
    except Exception as e:
        out.append((type(e).__name__, str(e)))
    print(out)


drive(g(), 'abcdefgh')
o = O()
drive(g1(), ['v', 'a', [1, 2], 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 0, 10, 'xyz', 0, 1, 1, 0, 0, 'e',  'v', 7, o, o, 3, 'late', 'z'])
print(vars(o))
