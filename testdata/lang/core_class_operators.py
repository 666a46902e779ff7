class V:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"V({self.x})"
    def __add__(self, o): return V(self.x + (o.x if isinstance(o, V) else o))
    def __radd__(self, o): return V(("r", o, self.x))
    def __sub__(self, o): return NotImplemented
    def __rsub__(self, o): return V("rsub")
    def __mul__(self, o): return V(self.x * o)
    def __matmul__(self, o): return "mm"
    def __neg__(self): return V(-self.x)
    def __pos__(self): return V("pos")
    def __invert__(self): return V("inv")
    def __abs__(self): return V(abs(self.x))
    def __floordiv__(self, o): return ("fd", o)
    def __truediv__(self, o): return ("td", o)
    def __mod__(self, o): return ("mod", o)
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __lshift__(self, o): return "<<"
    def __rrshift__(self, o): return "r>>"
    def __and__(self, o): return "and"
    def __or__(self, o): return "or"
    def __xor__(self, o): return "xor"
    def __divmod__(self, o): return "dm"
    def __round__(self, n=None): return ("round", n)
    def __index__(self): return 3
    def __int__(self): return 33
    def __float__(self): return 3.5
v = V(2)
print(v + 1, v + V(5), 1 + v, 5 - v, v * 3, v @ 1, -v, +v, ~v, abs(V(-1)))
print(v // 1, v / 2, v % 3, v ** 4, v << 1, 1 >> v, v & 1, v | 1, v ^ 1, divmod(v, 1), round(v), round(v, 2))
print([10, 20, 30, 40][v], int(v), float(v), hex(v), range(10)[v], "abcdef"[v:])
for bad in (lambda: v - 1, lambda: v - v, lambda: 1 * v, lambda: 2 ** v, lambda: object() + 1, lambda: -object()):
    try: print(bad())
    except TypeError as e: print(e)
class W(V):
    def __radd__(self, o): return "W first"
print(v + W(1), W(1) + v)
