x = "global"
class A:
    x = "class"
    y = [x for _ in range(1)]
    def m(self): return x
    z = x
print(A.y, A().m(), A.z)
def f():
    x = "local"
    class B:
        print(x)
        x = "b"
        print(x)
        def m(self): return x
    return B().m()
print(f())
def g():
    q = 1
    class C:
        q = q
    return C.q
try: print(g())
except NameError as e: print(e)
class D:
    a = 1
    try:
        b = [a for i in range(1) if a]
    except NameError as e:
        print(e)
