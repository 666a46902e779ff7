r = range(2**63, 2**63 + 5)
print(len(r), list(r)[0], r[-1], r[2])
r = range(2**70)
print(r[5], 2**69 in r, 2**70 in r, -1 in r, 2**69 + 1 in r)
try:
    len(r)
except OverflowError as e:
    print(e)
print(range(10**30, 10**30 + 10, 3))
print(list(range(10**30, 10**30 + 10, 3)))
print(list(range(10**20, 10**20 - 10, -4)))
print(range(-2**80, 2**80, 2**79)[1], list(range(-2**80, 2**80, 2**79)))
print(range(2**65)[2**64], range(2**65)[:5], range(2**65)[2**64:2**64 + 2])
print(range(2**65)[-1], range(2**65)[::-1][0])
print(range(2**64).index(2**63), range(2**64).count(5), range(2**64).count(-5))
print(range(2**64) == range(2**64), hash(range(2**64)) == hash(range(2**64)))
print(range(2**64, 0) == range(0), bool(range(2**64, 0)), bool(range(2**64)))
for i in range(2**64, 2**64 + 3):
    print(i)
print(list(reversed(range(2**64, 2**64 + 3))))
print(range(2**64).start, range(2**64).stop, range(0, 2**64, 2**32).step)
try:
    range(2**64).index(2**65)
except ValueError as e:
    print(e)
try:
    range(2**64)[2**64]
except IndexError as e:
    print(e)
it = iter(range(2**64, 2**64 + 2))
print(next(it), next(it), next(it, 'end'))
print([i for i in zip(range(2**64, 2**65), 'ab')])
print(max(range(2**64, 2**64 + 3)), sum(range(2**64, 2**64 + 3)))
print(range(0, 10**19, 10**18)[3], range(5, 2**100, 7)[10**20])
