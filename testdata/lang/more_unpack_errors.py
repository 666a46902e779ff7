def attempt(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
def u2(v):
    a, b = v
def u1(v):
    (a,) = v
def us(v):
    a, *b, c = v
    print(a, b, c)
def us3(v):
    a, b, c, *d = v
def nest(v):
    (a, b), c = v
for v in [[], [1], [1, 2, 3], 'abc', 5, None, {1: 2}, iter([1]), range(9), (x for x in 'abcd'), {1, 2, 3}, 1.5]:
    attempt(lambda: u2(v))
for v in [[], [1, 2], 5]:
    attempt(lambda: u1(v))
for v in [[], [1], [1, 2], [1, 2, 3], 'abcd']:
    attempt(lambda: us(v))
attempt(lambda: us3([1]))
attempt(lambda: us3([]))
attempt(lambda: nest([1, 2]))
attempt(lambda: nest([[1], 2]))
attempt(lambda: nest([[1, 2, 3], 2]))
def loop():
    for a, b in [(1, 2), (3,)]:
        print(a, b)
attempt(loop)
attempt(lambda: [a for a, b in [1]])
attempt(lambda: dict([1]))
attempt(lambda: dict([(1,)]))
attempt(lambda: dict([(1, 2, 3)]))
attempt(lambda: dict(['ab', 'c']))
attempt(lambda: dict(5))
attempt(lambda: {}.update([1]))
attempt(lambda: {}.update(5))
