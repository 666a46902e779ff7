class E(Exception):
    def __init__(self, *a, code=None):
        super().__init__(*a)
        self.code = code
try: raise E("m", code=5)
except E as e: print(e, e.code, e.args)
class F(float):
    def __add__(self, o): return "F+"
    def half(self): return self / 2
f = F(2.5)
print(f, f + 1, f * 2, f.half(), type(f).__name__, f == 2.5, hash(f) == hash(2.5), F("1.5"))
class I(int):
    def __new__(cls, v, tag="t"):
        o = super().__new__(cls, v)
        o.tag = tag
        return o
i = I(7, tag="x")
print(i, i.tag, i + 1, type(i + 1).__name__, range(10)[i], "abcdefghij"[i], {7: "seven"}[i], i == 7, I(2) ** 10, -i, bool(I(0)))
class S(str):
    def __eq__(self, o): return "S eq"
    def __hash__(self): return 1
    def __len__(self): return 99
s = S("abc")
print(s == "abc", len(s), s + "d", s.upper(), f"{s}", f"{s:>5}", repr(s), "%s" % s, s[1], list(s))
class B(bytes): pass
print(B(b"xy"), B(b"xy") + b"z", type(B(b"q")).__name__)
class T(tuple): pass
class L(list):
    def __init__(self, *a): super().__init__(a)
print(T([1, 2]), L(1, 2, 3), L() or "empty", T() == (), L(1) == [1], L(1) + [2], sorted(L(3, 1)))
class D(dict):
    def __getattr__(self, k):
        try: return self[k]
        except KeyError: raise AttributeError(k) from None
    __setattr__ = dict.__setitem__
d = D(a=1); d.b = 2
print(d.a, d, hasattr(d, "zz"), json if False else "")
