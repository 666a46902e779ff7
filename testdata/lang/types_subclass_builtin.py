class I(int):
    def __new__(cls, v, tag='t'):
        self = int.__new__(cls, v)
        self.tag = tag
        return self
    def double(self): return self * 2
i = I(5, 'x'); print(i, i + 1, type(i + 1).__name__, i.tag, i.double(), isinstance(i, int), i == 5, hash(i) == hash(5), [1, 2, 3, 4, 5, 6][i], f'{i:>3}', '%d' % i, {5: 'a'}[i], repr(i), int(i), I(2**70) % 7)
class S(str):
    def shout(self): return self.upper() + '!'
s = S('ab'); print(s, s.shout(), type(s.upper()).__name__, s + 'c', s == 'ab', {'ab': 1}[s], S(5), repr(s), len(s), s[0], type(s[0]).__name__, ','.join([s, s]), f'{s:>4}')
class L(list):
    def total(self): return sum(self)
l = L([1, 2]); l.append(3); print(l, l.total(), type(l + [1]).__name__, type(l[:]).__name__, l == [1, 2, 3], isinstance(l, list), len(l))
class D(dict):
    def __getitem__(self, k): return 'got ' + str(k)
d = D(a=1); print(d['zz'], d.get('a'), d, dict(d))
class T(tuple):
    def __new__(cls, *a): return tuple.__new__(cls, a)
t = T(1, 2); print(t, t[0], type(t + (3,)).__name__, t == (1, 2), hash(t) == hash((1, 2)))
class F(float): pass
f = F(1.5); print(f, f + 1, type(f + 1).__name__, F('2.5'), isinstance(f, float), f == 1.5)
class Se(set): pass
print(Se([1]) | {2}, type(Se([1]) | {2}).__name__, Se([1]) == {1}, Se('a'))
class B(bytes): pass
print(B(b'ab'), B(b'ab')[0], B(b'a') + b'b')
i.extra = 1; l.extra = 2; print(i.extra, l.extra, i.__dict__, l.__dict__)
try:
    class X(bool): pass
except TypeError as e:
    print(e)
try:
    class Y(range): pass
except TypeError as e:
    print(e)
