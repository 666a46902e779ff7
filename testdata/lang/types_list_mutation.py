a = [1, 2, 3]
a.append(4); a.extend((5, 6)); a.insert(0, 0); a.insert(100, 9); a.insert(-1, 8)
print(a)
a[1:3] = ['x']; print(a)
a[::2] = [0] * len(a[::2]); print(a)
try:
    a[::2] = [1]
except ValueError as e:
    print(e)
del a[0]; del a[-2:]; print(a)
a.reverse(); a.remove(0); print(a, a.pop(), a.pop(0), a)
a += [7]; a *= 2; print(a)
a.clear(); print(a, a.sort(), a.append(1), a.extend(a), a)
b = a; b += [5]; print(a is b, a)
for f in (lambda: a.insert('x', 1), lambda: a.extend(5), lambda: a.remove(99), lambda: a.__delitem__(99)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
a[1:1] = range(3); print(a)
a[5:2] = 'zz'; print(a)
try:
    a[0:1] = 5
except TypeError as e:
    print(e)
try:
    a[::2] = 5
except TypeError as e:
    print(e)
