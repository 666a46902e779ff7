print({1: 'i'} == {1.0: 'i'}, {True} == {1}, [True, 0] == [1, False], (1, 2.0) == (1.0, 2))
print(hash((1, 'a')) == hash((1.0, 'a')), hash(frozenset([1, 2])) == hash(frozenset([2.0, 1])), 2**61 - 1 in {0}, hash(2**61 - 1) == hash(0))
for v in (-1, -2, 2**31, 2**63, -2**63, 2**64, 1.5, 1e300, -0.0, float('inf'), float('-inf'), True, 3**100, -3**100, 0.1, 2.0**61):
    print(v, hash(v))
print(hash(()), hash((1,)), hash((1, 2, 3)), hash((1, (2, 3))), hash(range(5)) == hash(range(0, 5)))
class E:
    def __eq__(self, o): return True
try:
    hash(E())
except TypeError as e:
    print(e)
nan = float('nan')
print(nan in [nan], [nan] == [nan], nan == nan, {nan: 1}[nan], (nan,) == (nan,), [nan].index(nan), [nan].count(nan), nan in {nan})
for bad in ([], {}, set(), [1, []], ({},), bytearray if False else {1: 2}):
    try:
        hash(bad)
    except TypeError as e:
        print(e)
