def g():
    x = [1, (yield 'a'), (yield 'b')]
    print('x', x)
    y = (yield 'c') or (yield 'd') or 7
    print('y', y)
    z = (yield 'e') if (yield 'f') else (yield 'g')
    print('z', z, f"{(yield 'h')}!")
    while (yield 'w'):
        print('loop')
    n = 10
    n += yield 'aug'
    print('n', n)
    for i in (yield 'it'):
        print('i', i)
    return (yield 'r')
def drive(gen, vals):
    out = [next(gen)]
    for v in vals:
        try:
            out.append(gen.send(v))
        except StopIteration as e:
            out.append(('stop', e.value)); break
    print(out)
drive(g(), [1, 2, 0, 5, True, 'Z', 'H', 1, 0, 32, [8, 9], 'ret'])
def sub():
    r = yield 1
    print('sub got', r)
    try:
        yield 2
    except ValueError as e:
        print('sub caught', e)
        yield 3
    return 'done'
def outer():
    v = yield from sub()
    print('v', v)
    yield from [10, 20]
o = outer()
print(next(o), o.send('hi'), o.throw(ValueError('boo')), next(o), next(o))
def w():
    with M() as m:
        yield 1
        yield 2
class M:
    def __enter__(self): print('enter'); return self
    def __exit__(self, *a): print('exit', a[0]); return True
print(list(w()))
q = w(); next(q); q.close()
q = w(); next(q)
try: q.throw(KeyError('k'))
except StopIteration: print('stopped')
def t():
    try:
        try:
            yield 1
        finally:
            yield 'f'
            print('fin')
    except ZeroDivisionError:
        yield 'z'
    else: yield 'else'
print(list(t()))
h = t(); next(h); print(h.throw(ZeroDivisionError()), next(h))
def inf():
    n = 0
    while True:
        yield n
        n += 1
gg = inf(); print(next(gg), next(gg), next(gg))
print([*(a+b for a in range(3) for b in range(a) if b % 2 == 0)])
def bad():
    yield 1
    raise StopIteration
try: list(bad())
except RuntimeError as e: print(repr(e), repr(e.__cause__))
