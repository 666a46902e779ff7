x = 10
l = [x for x in range(3)]
print(x, l)
print([[x * y for x in range(3)] for y in range(2)])
print({x: y for x, y in zip("ab", range(2))}, {x % 2 for x in range(5)})
print([y := 5, y ** 2], y)
def f():
    total = 0
    parts = [total := total + v for v in range(4)]
    return total, parts
print(f())
fs = [lambda: (i, j) for i in range(2) for j in range(2)]
print([g() for g in fs])
print([a for a in range(20) if a % 2 if a % 3 == 0])
print([(a, b) for a in range(3) for b in range(a)])
try:
    [undefined for i in range(2)]
except NameError as e: print(e)
try:
    [i for i in 5]
except TypeError as e: print(e)
i = "kept"
[i for i in range(3)]
print(i)
