def f(*a, **k): return a, k
t = (1, 2)
d = {"x": 1}
print(f(*t, 3, *[4, 5], **d, y=2))
print(f(*"ab", *range(2), *{7}))
print(f(**{}, **{"z": 1}))
def bad(c):
    try: print(c())
    except TypeError as e: print("TypeError:", e)
bad(lambda: f(*1))
bad(lambda: f(**1))
bad(lambda: f(**{1: 2}))
bad(lambda: f(x=1, **d))
bad(lambda: f(**d, **d))
class M:
    def keys(self): return ["p", "q"]
    def __getitem__(self, k): return k * 2
print(f(**M()))
print([*range(3), *"ab"], (*(), 1), {*[1], *[2]}, {**d, "y": 2, **{"x": 9}})
