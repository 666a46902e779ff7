a = list(range(10))
a[2:5] = 'xyz'; print(a)
a[1:1] = [9, 9]; print(a)
a[::2] = range(6); print(a)
a[5:2] = ['in']; print(a)
a[-3:] = []; print(a)
a[:] = a[::-1]; print(a)
a[1:3] = (x * x for x in range(4)); print(a)
del a[::3]; print(a)
del a[5:]; print(a)
a[100:200] = [1]; print(a)
a[-100:1] = 'q'; print(a)
a += 'st'; print(a)
a *= 2; print(a)
def attempt(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
def s1(): a[::2] = [1]
def s2(): a[0:2] = 5
def s3(): a['x'] = 1
def s4(): a[1.5:2] = []
def s5(): a[::0] = []
def s6(): a[100] = 1
def s7(): del a[100]
def s8(): (1, 2)[0] = 1
def s9(): 'abc'[0] = 'x'
def s10(): del 'abc'[0]
def s11(): b'abc'[0] = 1
def s12(): a[None:None] = a; print(len(a))
def s13(): a[1, 2] = 1
def s14(): print([1, 2, 3]['a'])
def s15(): print((1, 2)[None])
def s16(): print('abc'[1.0])
def s17(): print([1][2**70])
def s18(): print([1, 2, 3][-2**70:2**70])
def s19(): print('abc'[::-1], 'abc'[5:], 'abc'[-1:-5:-1], 'abc'[::2**65])
def s20(): a[::-1] = a[:]; print(a)
def s21(): print(5[0])
def s22(): print(None[0])
def s23(): print({1: 2}[1:2])
def s24(): print({1, 2}[0])
def s25(): (lambda: 1)[0]
def s26(): print([][0])
def s27(): print(()[0])
def s28(): print(''[0])
def s29(): [].pop()
def s30(): [1].pop(5)
def s31(): [1].index(2)
def s32(): [1].remove(2)
def s33(): [1].insert('a', 1)
def s34(): [1] + (2,)
def s35(): (1,) + [2]
def s36(): 'a' + 1
def s37(): 1 + 'a'
def s38(): [1] * 1.5
def s39(): [1] * 'a'
def s40(): 'a' * None
for i in range(1, 41):
    attempt(globals()['s%d' % i])
