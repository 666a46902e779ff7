f = lambda: (yield 1)
it = f()
print(next(it))
try:
    it.send('x')
except StopIteration as e:
    print(e.value)
g = lambda n: [(yield n), (yield n + 1)]
it = g(3)
print(next(it), it.send('a'))
try:
    it.send('b')
except StopIteration as e:
    print(e.value)
h = lambda *a: (yield from a)
print(list(h(1, 2, 3)))
print(type(f()).__name__, f.__name__)
k = lambda x=(lambda: (yield 5)): list(x())
print(k())
