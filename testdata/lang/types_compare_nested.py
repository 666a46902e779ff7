print([1, [2, 3]] < [1, [2, 4]], [1, 2] == [1, 2, 3][:2], (1, (2,)) == (1, (2,)), {'a': [1]} == {'a': [1]}, {'a': 1} != {'a': 2})
print([1, 2] < [1, 2, 0], [] < [0], 'abc' < 'abd', 'Z' < 'a', (1, 'a') < (1, 'b'), [1, 'a'] < [2, None])
try:
    [1, 'a'] < [1, None]
except TypeError as e:
    print(e)
class C:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return NotImplemented
    def __lt__(self, o): return 'lt' if isinstance(o, C) else NotImplemented
print(C(1) == C(1), C(1) < C(2), C(1) != C(1), [C(1)] == [C(1)])
c = C(1); print(c == c, [c] == [c], c in [c])
try:
    C(1) < 5
except TypeError as e:
    print(e)
print(1 < 2 > 0 == 0 != 1 in [1] is not None, 3 > 2 > 1, 1 == 1.0 == True, not 1 == 2)
print(max([[1, 2], [1, 3]]), min(['b', 'ab']), sorted([(2, 1), (1, 2), (1, 1)]), sorted([[], [0], [0, 0]]))
