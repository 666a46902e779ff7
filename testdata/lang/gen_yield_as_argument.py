def show(*a, **k):
    print(a, k)
    return a


def g():
    show((yield 1), (yield 2), x=(yield 3))
    show(*(yield 4), **(yield 5))
    got = show((yield))
    return got


def drive(it, sends):
    try:
        print('first', next(it))
        for s in sends:
            print('sent', s, 'got', it.send(s))
    except StopIteration as e:
        print('stop', e.value)
    except Exception as e:
        print(type(e).__name__, e)


drive(g(), ['a', 'b', 'c', ['x', 'y'], {'k': 1}, 'end', 'more'])
