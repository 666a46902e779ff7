# ends: RecursionError: maximum recursion depth exceeded
f = lambda: 0
for i in range(100000):
    f = (lambda g: lambda: g())(f)
f()
