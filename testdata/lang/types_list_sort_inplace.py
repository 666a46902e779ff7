class K:
    def __init__(self, k, n):
        self.k, self.n = k, n
    def __lt__(self, o):
        return self.k < o.k
    def __repr__(self):
        return f'{self.k}{self.n}'
items = [K(i % 5, i) for i in range(60)]
items.sort(); print(items)
items.sort(reverse=True); print(items)
items.sort(key=lambda x: -x.n); print(items[:5])
a = [3, 1, 2]
def bad(x):
    a.append(9)
    return x
try:
    a.sort(key=bad)
except ValueError as e:
    print(e)
try:
    [1, 'a', 2].sort()
except TypeError as e:
    print(e)
b = [5, 3, 1]
try:
    b.sort(key=lambda x: 1 // (x - 1))
except ZeroDivisionError as e:
    print(e, b)
print(sorted(range(100), key=lambda x: x % 10)[:12], sorted('cab', reverse=1))
