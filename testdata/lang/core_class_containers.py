class D(dict):
    def __missing__(self, k): return f"missing {k}"
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
d = D(a=1)
d["b"] = 5
print(d, d["zz"], d.get("zz"), len(d), "a" in d, type(d).__name__)
class L(list):
    def append(self, v): super().append(v); return self
    def __getitem__(self, i): return ("item", super().__getitem__(i))
l = L([1, 2]).append(3)
print(l, l[0], len(l), list(l), l == [1, 2, 3])
class S(set):
    def add(self, v): print("add", v); set.add(self, v)
s = S([1]); s.add(2)
print(sorted(s), isinstance(s, set))
class Seq:
    def __init__(self, *a): self.a = a
    def __len__(self): return len(self.a)
    def __getitem__(self, i): return self.a[i]
    def __reversed__(self): return iter(self.a[::-1])
q = Seq(1, 2, 3)
print(len(q), q[1], q[-1], q[0:2], list(q), list(reversed(q)), 2 in q, bool(Seq()))
a, *b = q
print(a, b)
class Mut:
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __contains__(self, k): return k in self.d
m = Mut(); m[1, 2] = 3
print(m[1, 2], (1, 2) in m)
del m[1, 2]
try: m[1, 2]
except KeyError as e: print(repr(e))
