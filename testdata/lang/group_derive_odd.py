class G(ExceptionGroup):
    def derive(self, excs):
        return self
class H(ExceptionGroup):
    def derive(self, excs):

        return H('x', list(excs) * 2)
    def __new__(cls, *a):
        return super().__new__(cls, 'm', a[1])
g = G('g', [ValueError(1), KeyError(2)])
try:
    raise g
except* ValueError as e:
    print(repr(e))
except* KeyError as e:
    print(repr(e))
h = H('h', [ValueError(1), KeyError(2)])
print(h.split(ValueError))
class M(ExceptionGroup):
    exceptions = 5
    message = None
m = M('m', [ValueError(1)])


try:
    print(str(m), m.split(KeyError))
except Exception as x: print(repr(x))
r = range(2**64)
print(r[10**30:], r[::-10**30], -r[0])
def gg():
    try: yield 1
    finally:
        for x in gg(): break
        raise ValueError('ignored')
try:
    for x in gg(): break
except RecursionError as e: print('rec')
print('done')
