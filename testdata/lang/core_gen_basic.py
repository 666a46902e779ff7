def count(n):
    print("start")
    i = 0
    while i < n:
        got = yield i
        if got is not None: print("got", got); i = got
        else: i += 1
    return "done"
g = count(3)
print(next(g), next(g), g.send(1))
try:
    next(g); next(g)
except StopIteration as e: print("stop", e.value)
try: next(g)
except StopIteration as e: print("again", e.value)
print(list(count(2)), next(count(0), "default"))
g = count(1)
try: g.send(5)
except TypeError as e: print(e)
def rec():
    yield from r
r = rec()
try: next(r)
except ValueError as e: print(e)
print(type(g).__name__, g.__name__, repr(g).split(" at")[0])
def empty():
    return
    yield
print(list(empty()))
a, b = count(2)
print(a, b)
print(sum(x for x in range(10)), max(x % 7 for x in range(20)), sorted(-x for x in range(3)))
print(any(x > 3 for x in range(10)), all(x < 3 for x in range(10)), list(zip((i for i in "ab"), (i for i in "cd"))))
