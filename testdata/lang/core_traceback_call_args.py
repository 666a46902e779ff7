def f(a, b): pass
def g():
    f(1)
g()
