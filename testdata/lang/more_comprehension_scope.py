x = 'outer'
print([x for x in range(3)], x)
print({k: v for k, v in zip('ab', range(2))}, {x for x in 'aab'} == {'a', 'b'})
print([[i * j for j in range(3)] for i in range(3)])
print([i for i in range(10) if i % 2 if i > 3], [(i, j) for i in range(3) for j in range(i)])
print([a + b for a, b in [(1, 2), (3, 4)]], [a for a, *_ in ['abc', 'de']], [r for _, *r in ['abc']])
print([(lambda: i)() for i in range(3)], [f() for f in [lambda: i for i in range(3)]])
print(list(i for i in range(3)), sum(i * i for i in range(4)), dict((k, 1) for k in 'ab'))
def f():
    y = 5
    return [y for _ in range(2)], [y + z for z in range(2)], (lambda: [y for _ in range(1)])()
print(f())
class C:
    n = 3
    a = [n for _ in range(1)] if False else [i for i in range(n)]
    try:
        b = [n for _ in range(2)]
    except NameError as e:
        print(e)
print(C.a)
g = (i for i in range(3))
print(next(g), list(g), list(g))
try:
    [i for i in 5]
except TypeError as e:
    print(e)
try:
    [i.x for i in [1]]
except AttributeError as e:
    print(e)
try:
    i
except NameError as e:
    print(e)
def gen():
    it = iter([1, 2])
    return [next(it) for _ in range(3)]
try:
    gen()
except StopIteration as e:
    print('stop', e.value)
try:
    list(next(iter([])) for _ in range(1))
except RuntimeError as e:
    print(e)
print([x := 5, x], x, [y := i for i in range(3)], y)
print([[x for x in row] for row in [[1, 2], [3]]], [*range(3), *'ab'], {**{'a': 1}, 'b': 2}, (*[1], 2))
print([1 if i else 0 for i in range(2)], [not i for i in range(2)], [i for i in (1, 2) if not i == 1])
