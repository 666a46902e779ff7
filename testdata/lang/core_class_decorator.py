def deco(cls):
    cls.tagged = True
    return cls
def param(n):
    def d(cls):
        cls.n = n
        return cls
    return d
@deco
@param(5)
class A: pass
print(A.tagged, A.n)
def log(f):
    def w(*a, **k):
        print("call", f.__name__, a, k)
        return f(*a, **k)
    return w
@log
def add(a, b): return a + b
print(add(1, b=2))
class C:
    @log
    def m(self, x): return x
C().m(5) if False else print(C.m.__name__)
calls = []
def trace(n):
    calls.append(("make", n))
    def d(f):
        calls.append(("apply", n))
        return f
    return d
@trace(1)
@trace(2)
def f(): pass
print(calls)
@lambda f: f()
def value(): return 42
print(value)
