class A:
    real = 1
    def __getattr__(self, n):
        if n.startswith("x"): return "dyn " + n
        raise AttributeError(f"no {n}")
a = A()
print(a.real, a.xyz, hasattr(a, "q"), getattr(a, "q", "dflt"))
try: a.q
except AttributeError as e: print(e)
class B:
    def __getattribute__(self, n):
        if n == "magic": return "m"
        return object.__getattribute__(self, n)
    def __init__(self): self.z = 1
b = B()
print(b.magic, b.z, hasattr(b, "nope"))
class C:
    def __setattr__(self, n, v): print("setattr", n, v); super().__setattr__(n, v)
    def __delattr__(self, n): print("delattr", n); object.__delattr__(self, n)
c = C()
c.k = 1
del c.k
try: del c.k
except AttributeError as e: print(e)
class P:
    @property
    def bad(self): raise AttributeError("inner")
    def __getattr__(self, n): return "fallback " + n
print(P().bad)
class R:
    def __getattribute__(self, n): raise AttributeError("never")
    def __getattr__(self, n): return n * 2
print(R().ab)
setattr(a, "dyn", 5); print(a.dyn, getattr(a, "dyn")); delattr(a, "dyn"); print(hasattr(a, "dyn"))
try: getattr(a, 5)
except TypeError as e: print(e)
