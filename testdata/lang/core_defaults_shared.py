def f(x, acc=[]):
    acc.append(x)
    return acc
print(f(1), f(2), f(3, []))
print(f.__defaults__, f.__name__, f.__kwdefaults__)
def g(*, k={}, n=1): return k
print(g.__kwdefaults__)
i = 5
def h(a=i): return a
i = 6
print(h())
