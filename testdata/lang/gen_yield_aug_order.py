def g():
    x = 1

    def change():
        nonlocal x
        x = 100
        return 5
    x += yield change
    print(x)
    l = [1]
    k = l
    l += yield l
    print(k is l, l)
    d = {'a': [1]}
    d['a'] += yield
    print(d)
    x = 2
    x **= (yield 1) + (yield 2)
    print(x)


it = g()
f = next(it)
it.send(f())
it.send([2])
it.send('xy')
it.send(3)
try:
    it.send(4)
except StopIteration:
    pass
