class A:
    def __repr__(self): return "A!"
class B(A):
    def __str__(self): return "B str"
print(A(), [A()], str(A()), repr(B()), B(), f"{B()} {B()!r} {A()!s}", "%s %r" % (B(), B()))
class C: pass
print(repr(C())[:24], str(C) , repr(C))
class D:
    def __repr__(self): return 5
    def __str__(self): return b""
for bad in (lambda: repr(D()), lambda: str(D()), lambda: print(D())):
    try: bad()
    except TypeError as e: print(e)
l = [1]; l.append(l); print(l)
d = {}; d["d"] = d; print(d)
t = ([],); t[0].append(t); print(t)
class F:
    def __format__(self, s): return f"<{s}>"
print(f"{F()}", f"{F():abc}", format(F(), "z"))
try: f"{C():x}"
except TypeError as e: print(e)
print(print, len, [].append.__name__, C().__init__.__name__ if False else "")
def fn(): pass
print(repr(fn).split(" at")[0], repr(lambda: 1).split(" at")[0], repr(fn.__get__(C())).split(" object")[0])
