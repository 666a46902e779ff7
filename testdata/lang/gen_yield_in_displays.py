def g():
    print([(yield 1), *(yield 2), (yield 3)])
    print({(yield 4): (yield 5), **(yield 6)})
    print(((yield 7), (yield 8)))
    s = {(yield 9), (yield 10)}
    print(len(s))
    print((yield 11) + (yield 12) * (yield 13))
    print(-(yield 14))
    (yield 15).append((yield 16))
    return (yield 17)


def drive(it, sends):
    out = [next(it)]
    try:
        for s in sends:
            out.append(it.send(s))
    except StopIteration as e:
        out.append(e.value)
    print(out)


target = []
drive(g(), ['a', 'bc', 'd', 'k', 'v', {'m': 1}, 7, 8, 9, 9, 1, 2, 3, 4, target, 'item', 'end'])
print(target)
