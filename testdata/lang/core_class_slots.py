class S:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
s = S()
print(s.a)
for bad in (lambda: s.b, lambda: setattr(s, "c", 1), lambda: s.__dict__):
    try: bad()
    except AttributeError as e: print(e)
s.b = 2
del s.b
class T(S): pass
t = T(); t.c = 5; t.a = 1
print(t.c, 'c' in t.__dict__)
class U(S):
    __slots__ = "d"
u = U(); u.d = 1
try: u.e = 1
except AttributeError as e: print(e)
try:
    class V:
        __slots__ = ("x",)
        x = 1
except ValueError as e: print(e)
print(S.a)
