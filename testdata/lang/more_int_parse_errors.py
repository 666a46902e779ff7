def attempt(*a, **k):
    try:
        print(a, k, int(*a, **k))
    except Exception as e:
        print(a, k, type(e).__name__, e)
for s in ['', ' ', '1', ' 12 ', '-5', '+5', '- 5', '1_000', '_1', '1_', '1__0', '0x10', '1.5', 'abc', '1e5', '٣', '１２', '1\n', '\x00', '1\x00', 'a\nb', "it's", '--1', '0b1', '0o7', '00', '0_0', 'é', '9' * 30, '-' + '9' * 30, '²']:
    attempt(s)
for s, b in [('10', 2), ('0x1f', 16), ('1f', 16), ('0b11', 0), ('0o17', 0), ('0x1F', 0), ('017', 0), ('0', 0), ('00', 0), ('z', 36), ('Z', 36), ('2', 2), ('10', 1), ('10', 37), ('10', -1), ('0b1', 2), ('0b1', 16), ('0o7', 8), ('_1', 0), ('0x_1', 0), ('0_x1', 0), ('', 0), ('1_1', 2), ('g', 16), ('9', 8), (b'12', 10), (b'0x1', 0), (b'x', 10), (12, 10), (1.5, 10), ('1', '2'), ('1', 2.0), ('1', True), ('1', None), ('1', 2**70)]:
    attempt(s, b)
attempt()
attempt(base=10)
attempt('12', base=8)
attempt(None)
attempt([])
attempt({})
attempt(1.9)
attempt(-1.9)
attempt(1e30)
attempt(float('nan'))
attempt(float('inf'))
attempt(-float('inf'))
attempt(b'42')
attempt(b'4 2')
attempt(bytearray(b'7') if False else b'7')
attempt('1', 2, 3)
attempt(x=1)
attempt('1', bas=3)
class I:
    def __int__(self):
        return 7
class J:
    def __index__(self):
        return 8
class K:
    def __int__(self):
        return 'x'
class T:
    def __trunc__(self):
        return 9
print(int(I()), int(J()), int(T()))
try:
    int(K())
except TypeError as e:
    print(e)
