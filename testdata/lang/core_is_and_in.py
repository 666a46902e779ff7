a = []
print(a is a, a is [], None is None, 1 is not None)
print(1 in [1, 2], 3 not in (1, 2), "b" in "abc", "x" in {"x": 1}, 2 in {1, 2}, 5 in range(0, 10, 5))
nan = float("nan")
print(nan in [nan], nan == nan, [nan] == [nan])
class It:
    def __iter__(self): return iter([1, 2])
print(2 in It(), 3 in It())
class Co:
    def __contains__(self, v): return "yes" if v else ""
print(1 in Co(), 0 in Co())
class Gi:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * i
print(4 in Gi(), list(Gi()))
for bad in (lambda: 1 in 1, lambda: 1 in "a", lambda: 1 in None):
    try: bad()
    except TypeError as e: print(e)
