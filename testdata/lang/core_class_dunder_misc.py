class A:
    def __bool__(self): return False
    def __len__(self): return 5
    def __iter__(self): yield 1; yield 2
    def __call__(self): return "called"
    def __enter__(self): return "in"
    def __exit__(self, *a): return False
a = A()
print(bool(a), len(a), list(a), a(), [*a], max(a), sum(a), dict.fromkeys(a))
with a as x: print(x)
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), next(It()), next(iter([]), "d"))
class Bad:
    def __iter__(self): return 5
for bad in (lambda: iter(Bad()), lambda: iter(5), lambda: next(5), lambda: list(5), lambda: len(5), lambda: 5(), lambda: 5[0]):
    try: bad()
    except TypeError as e: print(e)
class Unhash:
    __hash__ = None
try: hash(Unhash())
except TypeError as e: print(e)
class NoIter:
    __iter__ = None
    def __getitem__(self, i): return i
try: list(NoIter())
except TypeError as e: print(e)
o = A()
o.__class__ = type("Z", (), {"hi": lambda s: "hi"})
print(o.hi())
print(A.__dict__["__bool__"].__name__, "__len__" in A.__dict__, type(A.__dict__).__name__)
