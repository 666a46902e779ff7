l = list(range(10))
print(l[2:5], l[::-1], l[-3:], l[:100], l[5:2], l[::3], l[8:2:-2], l[-1:-4:-1], l[slice(1, 3)])
l[2:4] = "ab"; print(l)
l[::2] = [0] * 5; print(l)
l[3:3] = [7, 7]; l[:0] = [-1]; l[len(l):] = [99]; print(l)
del l[1:4]; del l[::3]; print(l)
print("hello"[1:-1], "hello"[::-1], "héllo wörld"[1:8:2], b"bytes"[1:3], (1, 2, 3)[::2], range(20)[3:15:4], "héé"[1], "日本語"[-1])
print([1, 2] + [3], [0] * 3, 2 * (1, 2), "ab" * 2, [] * 5, [1] * -1, (1,) + (2,))
for bad in (lambda: l[99], lambda: l["a"], lambda: l[::0], lambda: l.__setitem__(99, 1), lambda: [1][1.0], lambda: "a"[5], lambda: ()[0]):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
try: l[::2] = [1]
except ValueError as e: print(e)
try: l[0:1] = 5
except TypeError as e: print(e)
m = [1, 2]; m += m; m += "ab"; m *= 2; print(m)
a = [[0] * 2] * 2; a[0][0] = 1; print(a)
x = [3, 1, 2]; x.sort(); x.reverse(); x.insert(1, 9); x.extend((4,)); print(x, x.index(9), x.count(1), x.pop(), x.pop(0), x)
