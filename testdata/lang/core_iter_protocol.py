class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self):
        n = self.n
        while n: yield n; n -= 1
c = Countdown(3)
print(list(c), tuple(c), set(c), sum(c), max(c), sorted(c), [*c], dict(zip(c, "abc")), 2 in c, 9 in c)
a, b, d = c
print(a, b, d, list(enumerate(c)), list(map(str, c)), ",".join(map(str, c)), list(reversed(list(c))))
it = iter([1, 2, 3])
print(next(it), list(it), next(it, "end"), list(it))
it = iter("ab"); print(iter(it) is it)
print(list(iter(iter([5, 6]).__next__, 6)))
z = zip([1, 2], iter("xy")); print(next(z), list(z))
e = enumerate("ab", 5); print(next(e), list(e))
class Inf:
    def __iter__(self): return self
    def __next__(self): return 1
for i, v in zip(range(3), Inf()): print(i, v)
l = [1, 2, 3]
i = iter(l); next(i); l.append(4); print(list(i))
d = {"a": 1}; k = iter(d.items()); print(next(k), list(k))
try:
    next(iter([]))
except StopIteration as x: print("stop", x.args)
