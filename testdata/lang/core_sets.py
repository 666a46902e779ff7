s = {3, 1, 2}
print(s, {5, 1, 9, 8, 20, 17}, set("a"), frozenset([1, 2]), set(), len(s))
print(s | {9}, s & {1, 2}, s - {1}, s ^ {1, 100}, s <= {1, 2, 3}, s < {1, 2, 3}, s == {1, 2, 3}, s >= {1})
t = s
t |= {7}; t -= {1}; t &= {2, 3, 7}; t ^= {7, 8}
print(sorted(s), t is s)
print({1, 1.0, True}, {(1, 2), (3,)}, {frozenset({1})})
h = {100, 50, 33, 7, 0, -1}
print([x for x in h], {i * 7 % 31 for i in range(12)})
big = set(range(0, 200, 3)); big.discard(6); big.add(1)
print(sum(big), list(big)[:12])
for bad in (lambda: {[]}, lambda: s | [1], lambda: s < [1], lambda: {1}.remove(5), lambda: set().pop(), lambda: {{}}):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
d = {"a": 1, "b": 2}
print(d.keys() & {"a"}, d.keys() | {"z"} == {"a", "b", "z"}, d.keys() - {"a"}, d.items() & {("a", 1)}, d.keys() == {"a", "b"})
