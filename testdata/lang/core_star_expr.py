a = [1, 2]; b = (3,); d = {"x": 1}
print([*a, *b], (*a, *b), {*a, *b}, {**d, "y": 2}, [*a, 0, *"hi"], (*[],))
x = *a, *b
print(x)
for v in *a, *b: print(v)
def f(): return *a, 5
print(f())
def g(): yield *a, 6
print(next(g()))
l = [0] * 3
l[0], *l[1:] = 7, 8, 9
print(l)
print([*range(2), *[i for i in range(2)]], {**{1: 2}, **{1: 3}})
for bad in (lambda: [*5], lambda: {**5}, lambda: {*None}):
    try: bad()
    except TypeError as e: print(e)
