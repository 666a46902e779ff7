class N:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'N({self.n})'
    def __radd__(self, o): return ('radd', o)
    def __rsub__(self, o): return ('rsub', o)
    def __mul__(self, o): return NotImplemented
    def __rmul__(self, o): return ('rmul', o)
    def __iadd__(self, o): self.n += o; return self
    def __rpow__(self, o): return ('rpow', o)
    def __pow__(self, o, m=None): return ('pow', o, m)
    def __matmul__(self, o): return 'matmul'
    def __rmatmul__(self, o): return 'rmatmul'
    def __lshift__(self, o): return '<<'
    def __rrshift__(self, o): return 'r>>'
    def __and__(self, o): return '&'
    def __ror__(self, o): return 'r|'
    def __xor__(self, o): return '^'
    def __invert__(self): return '~'
    def __neg__(self): return 'neg'
    def __pos__(self): return 'pos'
    def __abs__(self): return 'abs'
    def __divmod__(self, o): return 'divmod'
    def __rdivmod__(self, o): return 'rdivmod'
    def __floordiv__(self, o): return '//'
    def __rtruediv__(self, o): return 'r/'
    def __mod__(self, o): return '%'
    def __rmod__(self, o): return 'r%'
    def __lt__(self, o): return 'lt'
    def __ge__(self, o): return 'ge'
    def __round__(self, n=None): return ('round', n)
    def __trunc__(self): return 7
    def __floor__(self): return 'floor'
    def __index__(self): return 3
    def __complex__(self): return 1
    def __reversed__(self): return iter([3, 2])
    def __length_hint__(self): return 5
n = N(1)
print(1 + n, 'a' + n if False else 0, [1] + n if False else 0, 2 - n, 3 * n, 2 ** n, n ** 2, pow(n, 2, 5), n @ 1, 1 @ n, n << 1, 1 >> n, n & 1, 1 | n, n ^ 1)
print(~n, -n, +n, abs(n), divmod(n, 1), divmod(1, n), n // 1, 1 / n, n % 1, 5 % n, n < 1, 1 > n, n >= 1, 1 <= n, round(n), round(n, 2), int(n), list(reversed(n)))
n += 5
print(n, [1, 2, 3, 4][n], 'ab' * n, hex(n), bin(n), range(n), list(range(n)))
for f in [lambda: n * 1, lambda: n - 1, lambda: n + 1, lambda: n > 1, lambda: n <= N(1), lambda: n / 1, lambda: 1 ^ n, lambda: 1 // n, lambda: 'a' % n, lambda: 'a' + n, lambda: [1] + n, lambda: (1,) + n, lambda: {} | n, lambda: n * n, lambda: None + 1, lambda: {} + {}, lambda: {1} + {2}, lambda: [1] - [1], lambda: 'a' - 'b', lambda: -'a', lambda: ~1.5, lambda: not n, lambda: +'a', lambda: 1 < 'a', lambda: [] < (), lambda: {} < {}, lambda: None < None, lambda: {1} < [1], lambda: 1 @ 2, lambda: 1.5 | 2, lambda: 1.5 << 2, lambda: 'a' ** 2, lambda: [] * [], lambda: 'a' * 'b', lambda: 1 in 5, lambda: 1 in None, lambda: abs('a'), lambda: round([]), lambda: divmod('a', 1), lambda: pow([], 2), lambda: hex(1.5), lambda: bin('a'), lambda: oct(None), lambda: chr(n), lambda: sum([n, 1])]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Sub(int):
    def __radd__(self, o): return 'sub radd'
    def __add__(self, o): return 'sub add'
print(1 + Sub(2), Sub(2) + 1, Sub(3) * 2, type(Sub(3) * 2), Sub(3) == 3, hash(Sub(3)) == hash(3), {Sub(3): 'x'}[3], repr(Sub(3)), f'{Sub(3):03d}', -Sub(3), [0, 1, 2, 3][Sub(3)])
x = 5
def aug():
    global x
    x -= 1; x *= 3; x //= 2; x **= 2; x %= 7; x <<= 3; x >>= 1; x |= 5; x &= 13; x ^= 2
    return x
print(aug())
try:
    x @= 2
except TypeError as e:
    print(e)
try:
    q = None
    q += 1
except TypeError as e:
    print(e)
t = ([1],)
try:
    t[0] += [2]
except TypeError as e:
    print(e, t)
