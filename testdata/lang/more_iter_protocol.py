class It:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError(i)
        return i * 10
class BadIter:
    def __iter__(self): return 5
class NoIter:
    __iter__ = None
class Err:
    def __iter__(self): return self
    def __next__(self): raise ValueError('in next')
print(list(It(3)), list(Seq()), 20 in Seq(), 99 in Seq(), [*It(2)], max(It(4)), sum(It(4)), dict(zip(It(2), 'ab')), list(map(lambda a, b: a + b, It(3), It(2))), list(filter(lambda v: v % 2, It(5))), list(enumerate(It(2), 5)), sorted(It(3), reverse=True), tuple(It(2)), set(It(2)), list(zip(It(3), It(2))), any(v > 2 for v in It(3)), all(It(0)))
for f in [lambda: list(BadIter()), lambda: list(NoIter()), lambda: list(Err()), lambda: iter(BadIter()), lambda: next(iter(Seq())), lambda: next(It(0)), lambda: next(It(0), 'd'), lambda: list(iter(It(5).__next__, 3)), lambda: iter(5, 1), lambda: reversed(It(1)), lambda: len(It(2)), lambda: zip(1), lambda: map(1), lambda: list(map(None, [1])), lambda: next(5), lambda: [].__iter__().__next__(), lambda: (lambda a, b: a)(*It(2)), lambda: (lambda a, b: a)(*It(3)), lambda: ''.join(It(1)), lambda: {**It(1)}, lambda: [*5], lambda: {*None}, lambda: print(*5), lambda: dict(It(2)), lambda: list(zip(It(3), It(2), strict=True)), lambda: list(zip('ab', 'a', 'abc', strict=True)), lambda: min(It(0)), lambda: min(It(0), default=None)]:
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)
z = zip('abc', [1, 2, 3])
print(next(z), list(z), list(z))
m = map(str, [1, 2])
print(next(m), list(m))
e = enumerate('ab')
print(next(e), list(e))
a, *b = It(3)
print(a, b)
for i in It(2):
    for j in It(2):
        print(i, j)
l = [1, 2, 3]
for v in l:
    if v < 3: l.append(v + 10)
    if len(l) > 6: break
print(l)
for k in list({1: 2}): print(k)
else: print('else')
