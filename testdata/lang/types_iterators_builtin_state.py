it = iter([1, 2, 3]); print(next(it), list(it), list(it))
z = zip([1, 2], 'ab'); print(next(z), list(z))
m = map(lambda x: x * 2, [1, 2]); print(next(m), next(m), next(m, 'end'))
e = enumerate('ab'); print(next(e), list(e))
f = filter(None, [0, 1, 2]); print(list(f), list(f))
r = reversed([1, 2, 3]); print(next(r), list(r))
a = [1, 2, 3]
for x in a:
    if x < 3:
        a.append(x + 10)
print(a)
def until():
    vals = iter([1, 2, 0, 5])
    return list(iter(lambda: next(vals), 0))
print(until())
class Seq:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * i
print(list(Seq()), 4 in Seq(), 5 in Seq(), list(zip(Seq(), 'ab')), max(Seq()), [*Seq()])
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), sum(It()), tuple(It()), sorted(It(), reverse=True), dict(zip(It(), It())), ' '.join(map(str, It())))
class BadIter:
    def __iter__(self): return 5
try:
    list(BadIter())
except TypeError as x:
    print(x)
print(dict(enumerate(It())), set(It()), [a for a in It() if a != 2], any(x == 2 for x in It()))
