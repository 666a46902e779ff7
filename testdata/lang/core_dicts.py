d = {"a": 1, 2: "b", (1, 2): None, 1.5: [], True: "t", None: 0}
print(d, len(d), d[2], d[(1, 2)], 1 in d, d[1])
d[1] = "one"; d.pop(2); d["z"] = 0
print(list(d), d)
del d["a"]; d["a"] = 9
print(list(d)[-1])
for i in range(50): d[i] = i
for i in range(0, 50, 2): del d[i]
print(len(d), list(d.items())[:8])
print({**d, "q": 1} == d, {1: 1} | {2: 2}, dict([(1, 2)], x=3), dict(zip("ab", range(2))), {}.get("x"), {"k": 1}.setdefault("k", 5))
e = {1: 1}; e |= {2: 2}; e |= [(3, 3)]
print(e, e == {3: 3, 2: 2, 1: 1}, list(reversed(e)), e.popitem())
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return 1
    def __eq__(self, o): return isinstance(o, K) and self.v == o.v
k = {K(1): "a", K(2): "b"}
print(k[K(2)], K(3) in k, len(k))
for bad in (lambda: {}["q"], lambda: {[]: 1}, lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: {} | 1, lambda: {} < {}):
    try: print(bad())
    except Exception as x: print(type(x).__name__, x)
