class D:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name); self.name = name
    def __get__(self, obj, cls=None):
        print("get", obj is not None, cls.__name__)
        return 42 if obj is not None else self
    def __set__(self, obj, v): print("set", v); obj.__dict__["_" + self.name] = v
    def __delete__(self, obj): print("delete")
class N:
    def __get__(self, obj, cls): return "nondata"
class C:
    d = D()
    n = N()
c = C()
print(c.d, C.d is C.__dict__["d"])
c.d = 5
print(c.__dict__)
del c.d
print(c.n)
c.n = "own"
print(c.n)
class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, owner, name): self.n = name
    def __get__(self, obj, cls):
        if obj is None: return self
        v = obj.__dict__[self.n] = self.f(obj)
        return v
class L:
    @Lazy
    def v(self): print("computed"); return 7
l = L()
print(l.v, l.v)
