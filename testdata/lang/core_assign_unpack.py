a, b = 1, 2
a, b = b, a
print(a, b)
(c, d), [e, *f] = (1, 2), "xyz"
print(c, d, e, f)
*g, h = range(4)
print(g, h)
i, *j, k = 1, 2
print(i, j, k)
x = y = z = []
x.append(1)
print(y, z is x)
for p, (q, *r) in [(1, "abc"), (2, "d")]:
    print(p, q, r)
l = [0, 0, 0]
l[0], l[1] = 5, 6
n = 0
n, l[n] = 2, 9
print(l)
def bad(c):
    try: c()
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
def u1(): a, b = 1, 2, 3
def u2(): a, b = 1,
def u3(): a, *b, c = 1,
def u4(): a, b = 5
def u5(): a, b = None
def u6(): a, b = "abc"
def u7(): a, b, c = iter([1, 2])
def u8(): a, b = {1: 2}
for u in (u1, u2, u3, u4, u5, u6, u7, u8): bad(u)
