def attempt(*a):
    try:
        print(a, float(*a))
    except Exception as e:
        print(a, type(e).__name__, e)
for s in ['', ' ', '1', ' 1.5 ', '-5', '+5', '- 5', '1_000.5', '_1', '1_', '1__0', '0x10', '1.', '.5', '.', 'abc', '1e5', '1E+5', '1e', '1e+', 'e5', 'nan', 'NaN', '-nan', 'inf', '-inf', 'Infinity', '+infinity', 'infin', '1_0e1_0', '1e_5', '1._5', '1_.5', '٣', '１.５', '1\n', '1\x00', "it's", '1e400', '-1e400', '1e-400', '1,5', '0.1', '9' * 400, '1' + '0' * 308, '1' + '0' * 309, 'a\nb', b'1.5', b'x', b'']:
    attempt(s)
for v in [None, [], {}, 10**400, -10**400, 2**1023, 2**1024, True, 10**308, 10**309]:
    try:
        print(float(v))
    except Exception as e:
        print(type(e).__name__, e)
attempt(1, 2)
attempt()
class F:
    def __float__(self):
        return 2.5
class G:
    def __float__(self):
        return 3
class I:
    def __index__(self):
        return 4
print(float(F()), float(I()))
try:
    float(G())
except TypeError as e:
    print(e)
for v in ['a', [], None]:
    try:
        1.5 + v
    except TypeError as e:
        print(e)
