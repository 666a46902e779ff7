def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
class I:
    def __index__(self): return 5
    def __str__(self): return 'I!'
    def __repr__(self): return 'I()'
class F:
    def __float__(self): return 2.5
for f in [lambda: '%s %r %a' % ('é', 'é', 'é'), lambda: '%d' % 3.99, lambda: '%d' % '3', lambda: '%d' % None, lambda: '%i' % True, lambda: '%5d|%-5d|%05d|%+d|% d' % (1, 2, 3, 4, 5), lambda: '%x %X %o %#x %#o' % (255, 255, 8, 255, 8), lambda: '%x' % 3.5, lambda: '%c%c' % ('a', 98), lambda: '%c' % 'ab', lambda: '%c' % -1, lambda: '%c' % 1.5, lambda: '%e %E %f %g %G' % (1.5, 1.5, 1.5, 1e-10, 1e20), lambda: '%f' % 'x', lambda: '%.3s|%10.2s|' % ('abcdef', 'xyz'), lambda: '%*d|%-*d|%.*f' % (5, 1, 5, 2, 2, 3.14159), lambda: '%*d' % ('a', 1), lambda: '%(a)s %(b)05.1f' % {'a': 1, 'b': 2.25}, lambda: '%(a)s' % (1,), lambda: '%s' % (1, 2), lambda: '%s %s' % (1,), lambda: '%s' % [1, 2], lambda: '%s' % (1,), lambda: '%s' % ((1, 2),), lambda: '%s' % {'a': 1}, lambda: '%%' % (), lambda: '%' % 1, lambda: '%z' % 1, lambda: '%(a' % {'a': 1}, lambda: '%(a)' % {'a': 1}, lambda: 'no format' % 5, lambda: 'no format' % {}, lambda: 'no format' % (), lambda: 'no' % [], lambda: '%s' % None, lambda: '%d%%' % 50, lambda: '%.0f %.1f %5.1f|%-8.2f|' % (2.5, 0.05, 1.25, 3.14159), lambda: '%s' % I(), lambda: '%r' % I(), lambda: '%d' % I(), lambda: '%x' % I(), lambda: '%f' % F(), lambda: '%d' % F(), lambda: '%#.0f %#g %#e' % (1.0, 1.0, 1.0), lambda: '% .3d|%+.3d|%08.3d' % (5, 5, 5), lambda: '%.50f' % 0.1, lambda: '%200s' % 'x' == ' ' * 199 + 'x', lambda: '%s %(a)s' % {'a': 1}, lambda: '%(a)s %s' % {'a': 1}, lambda: '%ld %hd %Lf' % (1, 2, 3.0), lambda: '%s' * 3 % ('a', 'b', 'c'), lambda: '%(x)d-%(x)s' % {'x': 1}, lambda: '%(a(b)c)s' % {'a(b)c': 'nest'}, lambda: '%-+5d|%+-5d|%0-5d|' % (1, 2, 3), lambda: '%.d' % 5, lambda: '%5%|' % (), lambda: '%s' % b'x', lambda: '%d' % (10**30), lambda: '%e' % 10**2, lambda: '%g' % float('nan'), lambda: '%05f|%05d' % (float('inf'), -3)]:
    attempt(f)
