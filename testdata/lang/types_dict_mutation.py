d = {'a': 1}
d['b'] = 2; d.update({'c': 3}, e=5); d.update([('f', 6)]); d.update(g=7)
print(d, d.setdefault('h', []), d)
del d['a']
try:
    del d['a']
except KeyError as e:
    print('KeyError', e, e.args)
print(d.pop('b'), d.popitem(), list(d))
d |= {'z': 1}; print(d)
d |= [('y', 2)]; print(d)
try:
    for k in d:
        d[k + 'x'] = 1
except RuntimeError as e:
    print(e)
d.clear(); print(d, len(d))
d[1] = 'a'; d[1.0] = 'b'; d[True] = 'c'; print(d)
class H:
    def __init__(self, v): self.v = v
    def __hash__(self): return 1
    def __eq__(self, o): return self.v == o.v
e = {H(1): 'one', H(2): 'two'}; print(e[H(2)], H(3) in e, len(e))
class M(dict):
    def __missing__(self, k): return k * 2
print(M(a=1)['zz'], M(a=1)['a'], M().get('q'), isinstance(M(), dict), M(a=1))
for f in (lambda: d.update(5), lambda: d.update([1]), lambda: d.update([(1, 2, 3)]), lambda: {}.popitem(), lambda: d.__setitem__([], 1)):
    try:
        f()
    except Exception as x:
        print(type(x).__name__, x)
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 2):
    del big[i]
print(len(big), list(big)[:3], big[999], 998 in big, sum(big.values()))
