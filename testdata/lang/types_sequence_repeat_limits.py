print(len('ab' * 1000), len([0] * 1000), len((1,) * 500), len(b'x' * 300))
print('-' * 10, [None] * 3, 'ab' * 0, 0 * 'x', [] * 5, [[1]] * 2, (1, 2) * 2, 'é' * 3, True * 'q')
a = [1] * 3; a[0] = 2; print(a)
n = [[]] * 3; n[0].append(1); print(n)
for f in (lambda: 'a' * 1.0, lambda: 'a' * None, lambda: [1] * 'a', lambda: (1,) * [], lambda: 2.0 * 'a'):
    try:
        f()
    except TypeError as e:
        print(e)
s = 'abc'; s *= 2; s += 'd'; print(s)
t = (1,); t *= 2; t += (3,); print(t)
l = [1]; l *= 3; print(l)
