s = {1, 2, 3}
s.add(4); s.discard(9); s.discard(1); print(s)
try:
    s.remove(99)
except KeyError as e:
    print('KeyError', e)
s.update([7], (8,)); s.intersection_update([2, 3, 7, 8]); s.difference_update([2]); s.symmetric_difference_update([3, 5]); print(s)
s |= {10}; s &= {5, 7, 10}; s -= {5}; s ^= {1, 7}; print(sorted(s))
t = s; t |= {99}; print(t is s)
f = frozenset([1]); g = f; g |= {2}; print(f, g, g is f)
print(s.pop() in (1, 10, 99), len(s))
s.clear(); print(s, len(s))
try:
    s.pop()
except KeyError as e:
    print(e)
try:
    for x in (z := {1, 2}):
        z.add(x + 10)
except RuntimeError as e:
    print(e)
for op in (lambda: s.__ior__([1]), lambda: {1}.update(5), lambda: {1}.add([])):
    try:
        print(op())
    except Exception as e:
        print(type(e).__name__, e)
