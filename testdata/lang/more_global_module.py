global G
G = 1
def f():
    global G, H
    G += 1
    H = 'new'
f()
print(G, H, 'H' in globals())
def g():
    global K
    for K in range(3):
        pass
    def inner():
        global K
        K = 'inner'
    inner()
    return K
print(g(), K)
def h():
    global func, Klass, imported
    def func():
        return 'func'
    class Klass:
        pass
    try:
        1 / 0
    except ZeroDivisionError as imported:
        print(imported)
h()
print(func(), Klass.__qualname__, 'imported' in globals())
class C:
    global attr
    attr = 'global attr'
print(attr, hasattr(C, 'attr'))
def walrus():
    [last := i for i in range(5)]
    if (n := len('abc')) > 2:
        print(n, last)
    while (n := n - 1):
        print(n)
    return [y := 1, y + 1], {(z := 'k'): z}, (lambda: (q := 5) + q)()
print(walrus())
def wg():
    global W
    print([W := i for i in range(3)], W)
wg()
print(W)
print((a := 1, b := 2), a, b)
print(f'{(x := 5)} {x:=10}', x)
def early(x=(d := 3)):
    return x
print(early(), d)
print([(i, j) for i in range(3) if (k := i * 2) for j in range(k)], k)
print(any((hit := v) > 2 for v in [1, 2, 3, 4]), hit)
