class V:
    def __format__(self, spec): return f'<{spec}>'
    def __str__(self): return 'str'
    def __repr__(self): return 'repr'
v = V()
print(f'{v}', f'{v:abc}', f'{v!s:>5}', f'{v!r}', format(v), format(v, 'x'), '{:q} {}'.format(v, v), '%s %r' % (v, v), str(v), repr([v]), f'{v=}', f'{v!s}')
class W:
    def __format__(self, spec): return 5
try:
    format(W())
except TypeError as e:
    print(e)
class N: pass
try:
    format(N(), 'x')
except TypeError as e:
    print(e)
class I:
    def __index__(self): return 3
print('%d %x' % (I(), I()) if False else hex(I()), [1, 2, 3, 4][I()], 'ab' * I(), list(range(I())), 'abcd'[:I()], bin(I()), chr(I() + 97 if False else 100), round(2.34567, I()), int(I()), bytes(I()))
class R:
    def __round__(self, n=None): return ('r', n)
    def __abs__(self): return 'abs'
    def __divmod__(self, o): return ('dm', o)
    def __int__(self): return 42
    def __float__(self): return 4.5
    def __bool__(self): return False
    def __len__(self): return 7
    def __contains__(self, x): return x == 1
    def __reversed__(self): return iter('rev')
    def __iter__(self): return iter([3, 1])
    def __hash__(self): return 99
r = R()
print(round(r), round(r, 2), abs(r), divmod(r, 5), int(r), float(r), bool(r), len(r), 1 in r, list(reversed(r)), sorted(r), hash(r), max(r), sum(r), '%d %f' % (r, r))
