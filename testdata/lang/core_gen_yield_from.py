class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("val")
        return self.n
def g():
    r = yield from It()
    print("r", r)
    r = yield from [5]
    print("r", r)
    r = yield from (x for x in "a")
    print("r", r)
    return "end"
def h():
    r = yield from g()
    print("h", r)
print(list(h()))
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(3)))
def deep(n):
    if n == 0: yield "bottom"
    else: yield from deep(n - 1)
print(list(deep(50)))
class Sender:
    def __iter__(self): return self
    def __next__(self): return "next"
    def send(self, v): return ("sent", v)
def s():
    yield from Sender()
q = s(); print(next(q), q.send(3), q.send(None))
def bad():
    yield from 5
try: next(bad())
except TypeError as e: print(e)
