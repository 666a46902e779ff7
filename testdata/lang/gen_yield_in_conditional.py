def g(n):
    x = (yield 'then') if n else (yield 'else')
    print('x', x)
    y = 1 if (yield 'test') else 2
    print('y', y)
    z = (yield 'a') and (yield 'b') or (yield 'c')
    print('z', z)
    w = not (yield 'not')
    print('w', w)
    v = (yield 'l') < (yield 'm') < (yield 'r')
    print('v', v)
    while (yield 'while'):
        print('round')
    else:
        print('else')
    if (yield 'if'):
        print('if')
    elif (yield 'elif'):
        print('elif')
    assert (yield 'assert'), (yield 'message')


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


drive(g(0), [1, 0, 1, 0, 2, 1, 1, 2, 3, 1, 0, 0, 1, True])
drive(g(1), [1, 1, 0, 3, 0, 5, 6, 1, 1, 1, 0, 1, 0, 'sorry'])
