x = 5
print(globals()['x'], 'x' in globals(), 'nope' in globals(), globals()['__name__'])
def f(a, b=2):
    c = a + b
    return sorted(locals().items())
print(f(1))
def g():
    y = 1
    def h():
        return y, sorted(locals())
    return h()
print(g())
class C:
    z = 3
    names = sorted(k for k in locals() if not k.startswith('__'))
print(C.names)
c = C(); c.q = 1
print(vars(c), sorted(k for k in vars(C) if not k.startswith('__')), [n for n in dir(c) if not n.startswith('__')])
try:
    vars(5)
except TypeError as e:
    print(e)
globals()['made'] = 7
print(made, 'upper' in dir('a'), 'append' in dir([]), [n for n in dir() if n in ('x', 'f', 'C')], getattr(c, 'q'), hasattr(c, 'zz'))
setattr(c, 'w', 2); delattr(c, 'q'); print(vars(c))
