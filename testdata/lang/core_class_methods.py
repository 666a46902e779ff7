class A:
    @staticmethod
    def s(*a): return a
    @classmethod
    def c(cls, *a): return cls.__name__, a
    def i(self, *a): return type(self).__name__, a
class B(A): pass
print(A.s(1), A().s(1), A.c(1), B.c(2), B().c(3), B().i(4), B.i(B(), 5))
f = B().i
print(f(1), f.__self__.__class__.__name__, f.__func__ is A.i, f.__name__)
print(B().i == B().i, A.i is A.i)
b = B()
print(b.i == b.i, hash(b.i) == hash(b.i))
def late(self, n): return n * 2
A.late = late
print(B().late(4))
b.own = late
try: b.own(1)
except TypeError as e: print(e)
class Call:
    def __call__(self, *a, **k): return a, k
c = Call()
print(c(1, x=2), callable(c), callable(1), callable(A), callable(len))
A.c2 = classmethod(lambda cls: cls)
print(B.c2() is B)
