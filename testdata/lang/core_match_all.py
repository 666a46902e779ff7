from collections import namedtuple
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x = x; self.y = y
class E: A = 1; B = "b"
def m(v):
    match v:
        case None: return "none"
        case True | False: return "bool"
        case 0: return "zero"
        case -1 | 1.5: return "num"
        case "s": return "str s"
        case b"b": return "bytes"
        case E.B: return "E.B"
        case int(n) if n > 100: return f"big {n}"
        case int(): return "int"
        case str() as s: return f"str {s}"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [1, *rest]: return f"1 then {rest}"
        case (a, b, *_, z): return f"{a} {b} .. {z}"
        case [a, [b, c]]: return f"nested {a} {b} {c}"
        case {"k": v, "t": "x"}: return f"map {v}"
        case {"k": [a, b], **rest}: return f"map list {a} {b} {rest}"
        case {}: return "mapping"
        case P(0, y): return f"P0 {y}"
        case P(x=1): return "Px1"
        case P(x, y=P()): return f"P nested {x}"
        case P(): return "P"
        case float() | bytes(): return "float"
        case _: return "other"
for v in (None, True, 0, -1, 1.5, "s", b"b", "b", 500, 5, "zz", [], [9], [1, 2, 3], (4, 5, 6, 7), [2, [3, 4]],
          {"k": 1, "t": "x"}, {"k": [1, 2], "o": 3}, {"q": 1}, P(0, 5), P(1, 2), P(2, P(0, 0)), P(3, 4), 2.5, {1}, range(3)):
    print(m(v))
match 5:
    case x: pass
print(x)
match (1, 2):
    case (a, 3): pass
    case (b, c): print(b, c)
try:
    match P(1, 2):
        case P(1, 2, 3): pass
except TypeError as e: print(e)
try:
    match 5:
        case int(1, 2): pass
except TypeError as e: print(e)
class Q: pass
try:
    match Q():
        case Q(1): pass
except TypeError as e: print(e)
match {"a": 1, "b": 2}:
    case {"a": int(q), **r}: print(q, r)
match "abc":
    case [*_]: print("seq")
    case _: print("str is no sequence")
match [1, 2, 3, 4]:
    case [first, *mid, last]: print(first, mid, last)
match 3:
    case 1 | 2: print("low")
    case 3 | 4 as w: print("high", w)
