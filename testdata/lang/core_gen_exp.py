g = (x * y for x in range(3) for y in range(x) if (x + y) % 2)
print(type(g).__name__, list(g), list(g))
n = 2
g = (x + n for x in range(2))
n = 100
print(list(g))
def src():
    print("evaluated")
    return [1]
g = (x for x in src())
print("made")
print(next(g))
try: (x for x in 5)
except TypeError as e: print(e)
g = (1 // x for x in (1, 0, 2))
print(next(g))
try: next(g)
except ZeroDivisionError as e: print(e)
print(list(g))
print(sum((x for x in range(5)), 10), dict((k, v) for k, v in zip("ab", (1, 2))), set(c for c in "hello") == set("helo"), tuple(i for i in range(3)))
def f(*a): return a
print(f(*(i for i in range(3))))
print([list(x for x in range(i)) for i in range(3)])
g = ((a, b) for a in range(2) for b in (c for c in range(a + 1)))
print(list(g))
