class A:
    "doc of A"
    x = 1
    def __init__(self, a, b=2):
        self.a = a
        self.b = b
    def total(self): return self.a + self.b + self.x
a = A(1)
print(a.total(), A(1, b=5).total(), A.x, a.x)
a.x = 10
print(a.x, A.x, a.__dict__, vars(a))
print(A.__name__, A.__qualname__, A.__module__, A.__doc__, A.__bases__, A.__mro__)
print(type(a), a.__class__ is A, isinstance(a, A), isinstance(a, (int, A)), issubclass(A, object))
A.total = lambda self: "patched"
print(a.total())
print(A.total(a))
for bad in (lambda: A(), lambda: a.nope, lambda: A.nope, lambda: A(1, 2, 3), lambda: a(), lambda: A.total()):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
class Empty: pass
try: Empty(1)
except TypeError as e: print(e)
print(Empty.__doc__, Empty().__class__.__name__)
class Outer:
    class Inner:
        def m(self): pass
print(Outer.Inner.__qualname__, Outer.Inner.m.__qualname__)
def f():
    class L: pass
    return L
print(f().__qualname__)
