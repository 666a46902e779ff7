def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc(5)
print(get())
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
def outer(a):
    def mid():
        def inner():
            nonlocal a
            a += 1
            return a
        return inner
    return mid()
o = outer(10)
print(o(), o())
print(o.__closure__[0].cell_contents)
def params(x):
    def f(): return x
    x = x + 1
    return f
print(params(1)())
def deleted():
    x = 1
    def f(): return x
    del x
    try: f()
    except NameError as e: print(e)
deleted()
