def t(x):
    print('eval', x)
    return x
def f(*a, **k):
    return a, k
print(f(t(1), *t([2, 3]), t(4), *t((5,)), a=t(6), **t({'b': 7}), c=t(8)))
print(f(*t([1]), x=t(2), *t([3])))
print(f(**t({'a': 1}), **t({'b': 2})))
try:
    f(t(1), *t(None), t(3))
except TypeError as e:
    print(str(e).replace('__main__.', ''))
try:
    f(a=1, **{'a': 2})
except TypeError as e:
    print(str(e).replace('__main__.', ''))
try:
    f(**t([1]))
except TypeError as e:
    print(str(e).replace('__main__.', ''))
print((t(f))(t(1))[t(0)])
d = {t('k'): t('v'), **t({'z': 1}), t('q'): t(2)}
t([0, 0])[t(1)] = t(9)
x = t(1) + t(2) * t(3) - t(4)
t(1) < t(3) < t(2) < t(5)
