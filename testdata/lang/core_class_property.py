class C:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "the x"
        return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): del self._x
    @property
    def ro(self): return "ro"
    w = property(None, lambda self, v: print("w set", v))
    g = property(lambda self: "g", doc="gdoc")
c = C()
print(c.x, C.x.__doc__, C.g.__doc__)
c.x = 5
print(c.x, c.__dict__)
del c.x
for bad in (lambda: c.x, lambda: setattr(c, "ro", 1), lambda: delattr(c, "ro"), lambda: c.w):
    try: bad()
    except AttributeError as e: print(e)
c.w = 3
print(c.g)
class D(C):
    @C.x.getter
    def x(self): return "D"
print(D().x)
c.__dict__["ro"] = "instance"
print(c.ro)
print(isinstance(C.x, property), C.x.fget.__name__)
