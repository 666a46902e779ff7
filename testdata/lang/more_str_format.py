class P:
    x = 5
    d = {'k': [1, {'z': 'deep'}]}
    def __format__(self, s):
        return f'P({s})'
    def __getitem__(self, k):
        return ('item', k)
p = P()
def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
for f in [lambda: '{} {}'.format(1, 2), lambda: '{1} {0}'.format(1, 2), lambda: '{} {0}'.format(1), lambda: '{0} {}'.format(1), lambda: '{}'.format(), lambda: '{a}'.format(b=1), lambda: '{0.x} {0[a]} {0[3]} {0.d[k]}'.format(p), lambda: '{:>{w}.{p}f}'.format(3.14159, w=10, p=2), lambda: '{!r:>5}|{!s}|{!a}'.format('a', 'b', 'é'), lambda: '{!x}'.format(1), lambda: '{!}'.format(1), lambda: '{'.format(), lambda: '}'.format(), lambda: '{{}}'.format(), lambda: '{0!r:}'.format('q'), lambda: '{:d}'.format('x'), lambda: '{:s}'.format(5), lambda: '{a.b}'.format(a=1), lambda: '{a[0]}'.format(a=[]), lambda: '{a[x]}'.format(a={}), lambda: '{a[0]}'.format(a={0: 'int', '0': 'str'}), lambda: '{:{}}'.format('a', '>4'), lambda: '{0:{1}}'.format('a', '>4'), lambda: '{:{:{}}}'.format(1, 2, 3), lambda: '{0.__class__.__name__}'.format(1), lambda: '{ 0 }'.format(1), lambda: '{0 }'.format(1), lambda: '{-1}'.format(1), lambda: '{a b}'.format(**{'a b': 'sp'}), lambda: '{:}'.format(p), lambda: '{:abc}'.format(p), lambda: '{0[}'.format(1), lambda: '{0[]}'.format(1), lambda: '{0.}'.format(1), lambda: '{0!r'.format(1), lambda: '{0:'.format(1), lambda: '{:,}'.format(1234567), lambda: '{:%Y}'.format(5), lambda: '{:x^9}'.format('mid'), lambda: '{0}{1}{0}'.format('a', 'b'), lambda: '{x}'.format_map({'x': 1}), lambda: '{x}'.format_map({}), lambda: '{}'.format_map({}), lambda: '{0.x.real:05}'.format(p), lambda: '{:>10}'.format([1]), lambda: '{:>10}'.format(None), lambda: '{}'.format(None), lambda: '{:}'.format([1]), lambda: '{!r:>10}'.format([1]), lambda: '{:c}{:c}'.format(65, 0x1F600), lambda: '{:e} {:G} {:n}'.format(1234.5, 1e-10, 1234)]:
    attempt(f)
