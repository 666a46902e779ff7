class A:
    def __new__(cls, *a, **k):
        print("new", cls.__name__, a, k)
        return super().__new__(cls)
    def __init__(self, *a, **k): print("init", a, k)
class B(A): pass
A(1, x=2)
B()
class Single:
    inst = None
    def __new__(cls):
        if cls.inst is None: cls.inst = super().__new__(cls)
        return cls.inst
print(Single() is Single())
class Other:
    def __new__(cls): return 5
    def __init__(self): print("not called")
print(Other())
class Str(str):
    def __new__(cls, v): return super().__new__(cls, v.upper())
    def twice(self): return self + self
s = Str("abc")
print(s, s.twice(), type(s).__name__, len(s), s == "ABC", {s: 1}["ABC"], isinstance(s, str))
s.extra = 1
print(s.extra, type(s.lower()).__name__)
class Int(int):
    def __repr__(self): return f"Int({int(self)})"
print(Int(5), [Int(6)], Int(5) + 1, Int("7") == 7, hash(Int(8)) == hash(8), Int(2) * 3.5)
class Tup(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def first(self): return self[0]
t = Tup(1, 2)
print(t, t.first, t == (1, 2), len(t), t + (3,))
class Init:
    def __init__(self): return 5
try: Init()
except TypeError as e: print(e)
try: object(1)
except TypeError as e: print(e)
