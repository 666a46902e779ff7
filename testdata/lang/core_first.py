print(1, "a", [1,2], {"k": (1,)}, 2.5, 10**30)
def f(a, b=2, *c, d=4, **e):
    return a, b, c, d, e
print(f(1), f(1, 3, 5, d=7, z=9))
class A:
    x = 1
    def __init__(self, v): self.v = v
    def m(self): return self.v + self.x
    @property
    def p(self): return "p" + str(self.v)
class B(A):
    def m(self): return super().m() * 10
print(B(3).m(), B.__mro__)
for i in range(3):
    if i == 1: continue
    print(i)
else: print("else")
try:
    1/0
except ZeroDivisionError as e:
    print("caught", e)
finally:
    print("fin")
def g(n):
    for i in range(n):
        try:
            r = yield i
            if r: print("got", r)
        finally:
            print("cleanup", i)
for x in g(2): print(x)
print([x*y for x in range(3) for y in range(3) if x != y], {k: v for k, v in [(1,2)]})
gen = (x*x for x in range(4))
print(list.__name__, [*gen])
match (1, [2, 3]):
    case (a, [b, *c]) if a == 1: print("m", a, b, c)
print(f"{1+1!r:>5} {'x'}")
def h():
    return undefined_name
h()
