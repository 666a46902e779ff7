class Node:
    def __init__(self, n): self.n = n; self.links = [self]; self.cb = lambda: self
def make(n):
    prev = None
    for i in range(n):
        node = Node(i)
        node.prev = prev
        if prev: prev.links.append(node)
        prev = node
    return prev
for i in range(20):
    last = make(50)
print(last.n, last.cb() is last, len(last.prev.links))
s = ""
for i in range(2000): s = s[-50:] + str(i)
print(s[-8:])
d = {}
for i in range(3000):
    d[i % 100] = [str(j) for j in range(i % 5)]
print(len(d), d[99])
def gen():
    x = [str(i) for i in range(3)]
    while True:
        y = yield x
        x = x + [y]
        x = x[-3:]
g = gen(); next(g)
for i in range(500): r = g.send(f"v{i}")
print(r)
print(sorted(((str(i), [i]) for i in range(300)), key=lambda p: (p[0][::-1], p))[:2])
