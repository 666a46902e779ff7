x = 5
x += 1; x -= 2; x *= 10; x //= 3; x **= 2; x %= 100; x <<= 2; x >>= 1; x |= 1; x &= 0xff; x ^= 3
print(x)
x /= 2
print(x)
l = m = [1]
l += [2]; l *= 2
print(l, m is l)
t = u = (1,)
t += (2,)
print(t, u)
class A:
    def __init__(self): self.v = [0]; self.log = []
    def __getitem__(self, k): self.log.append(("get", k)); return 10
    def __setitem__(self, k, v): self.log.append(("set", k, v))
a = A()
a["k"] += 5
a.v[0] += 3
a.w = 1
a.w += 1
print(a.log, a.v, a.w)
class I:
    def __iadd__(self, o): print("iadd", o); return self
    def __add__(self, o): return "add"
i = I(); j = i
i += 4
print(i is j)
class N:
    def __iadd__(self, o): return NotImplemented
    def __add__(self, o): return "added"
n = N(); n += 1
print(n)
t = ([],)
try: t[0] += [1]
except TypeError as e: print(e, t)
try:
    q = 1; q += "a"
except TypeError as e: print(e)
try:
    q = "a"; q += 1
except TypeError as e: print(e)
try:
    q = {}; q -= 1
except TypeError as e: print(e)
