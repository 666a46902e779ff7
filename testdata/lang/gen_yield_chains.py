def t(v):
    print('eval', v)
    return v


def g():
    print(t(1) < (yield 'a') < t(5))
    print(t(1) < t(2) < (yield 'b') < t(10))
    print((yield 'c') in t([1, 2]) is not None)
    print(t(5) < t(1) < (yield 'never'))
    print([1 < (yield 'd') <= (yield 'e'), t(3)])
    if t(1) < (yield 'f') < t(3):
        print('if')
    print(t(1) + (t(2) < (yield 'g') < t(9)) + t(3))
    print(f"{t(1) < (yield 'h') < 3!r:>6}")


def drive(it, sends):
    out = [next(it)]
    try:
        for s in sends:
            out.append(it.send(s))
    except StopIteration as e:
        out.append(('stop', e.value))
    print(out)


drive(g(), [3, 4, 1, 2, 2, 2, 3, 2])
drive(g(), [0, 1, 7, 0, 7, 1, 5])
