a, b, c = 1, 2, 3
del a, (b, c)
print("a" in globals(), "b" in globals())
l = list(range(10))
del l[0], l[-1], l[2:4], l[::2]
print(l)
d = {"x": 1, "y": 2}
del d["x"]
print(d)
class C: pass
o = C(); o.z = 1
del o.z
print(hasattr(o, "z"))
def bad(c):
    try: c()
    except Exception as e: print(type(e).__name__, e)
def e1(): del d["q"]
def e2(): del l[99]
def e3(): del o.nope
def e4(): del (1, 2)[0]
def e5(): del "abc"[0]
for e in (e1, e2, e3, e4, e5): bad(e)
