class A:
    def __init__(self): print("A init"); self.l = ["A"]
    @classmethod
    def make(cls): return cls.__name__
    @property
    def p(self): return "Ap"
    @staticmethod
    def s(): return "As"
    v = 1
class B(A):
    def __init__(self):
        super().__init__()
        self.l.append("B")
    @classmethod
    def make(cls): return "B/" + super().make()
    @property
    def p(self): return super().p + "Bp"
    def s(self): return super().s()
    def get(self): return super().v, super(B, self).v, super(B, B).v
b = B()
print(b.l, B.make(), b.make(), b.p, b.s(), b.get())
class C(B):
    def late(self):
        f = lambda: super(C, self).s()
        return f()
    def nested(self):
        def inner(): return __class__.__name__
        return inner()
print(C().late(), C().nested())
try: super()
except RuntimeError as e: print(e)
def f(x): return super()
try: f(1)
except RuntimeError as e: print(e)
try: super(A, 5)
except TypeError as e: print(e)
try: b.get.__func__; super(B, b).nothing
except AttributeError as e: print(e)
