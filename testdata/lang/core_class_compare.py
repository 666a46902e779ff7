class A:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print("eq"); return isinstance(o, A) and self.v == o.v
    def __lt__(self, o): print("lt"); return self.v < o.v
print(A(1) == A(1), A(1) != A(1), A(1) != A(2), A(1) < A(2), A(1) > A(2))
for bad in (lambda: A(1) <= A(2), lambda: hash(A(1)), lambda: {A(1)}, lambda: object() < object(), lambda: 1 < "a", lambda: [] < (), lambda: None >= 1):
    try: bad()
    except TypeError as e: print(e)
class B:
    def __eq__(self, o): return NotImplemented
    def __hash__(self): return 7
b = B()
print(b == b, b == B(), b != b, hash(b), {b: 1}[b])
class C:
    def __ne__(self, o): return "ne"
    def __gt__(self, o): return "gt"
    def __le__(self, o): return "le"
print(C() != 1, 1 < C(), 1 >= C(), C() == C())
class H:
    def __hash__(self): return "x"
try: hash(H())
except TypeError as e: print(e)
print(sorted([3, 1, 2]), sorted("bca", reverse=True), max([1, 5, 2]), min("b", "a"))
print([1, 2] < [1, 3], (1,) < (1, 0), "a" < "b", [1, "a"] == [1, "a"], {1: 2} == {1: 2.0}, {1} < {1, 2})
print(1 == 1.0, hash(1) == hash(1.0) == hash(True), 2**70 == 2.0**70, 1 < 1.5, True + True)
