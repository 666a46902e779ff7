from collections import namedtuple, defaultdict, OrderedDict, Counter, deque, ChainMap
import collections.abc as cabc

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

P = namedtuple('P', 'x y')
p = P(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, P._make([3, 4]), p == (1, 2), tuple(p), len(p), p + (3,), hash(p) == hash((1, 2)))
x, y = p
print(x, y, isinstance(p, tuple), P.__name__, [*p], max(P(1, 2), P(1, 3)))
Q = namedtuple('Q', ['a', 'b', 'c'], defaults=[7])
print(Q(1, 2), Q._field_defaults, Q(1, b=2, c=3))
for f in (lambda: P(1), lambda: P(1, 2, 3), lambda: P(1, z=2), lambda: p._replace(z=1), lambda: namedtuple('X', 'a a'), lambda: namedtuple('X', 'class'), lambda: P._make([1]), lambda: P(), lambda: P(1, 2, x=1), lambda: Q(), lambda: namedtuple('1x', 'a'), lambda: namedtuple('X', '_a')):
    attempt(f)
print(namedtuple('R', 'a class a', rename=True)._fields)
class Sub(P):
    def total(self):
        return self.x + self.y
print(Sub(3, 4).total(), Sub(3, 4))
d = defaultdict(list)
d['a'].append(1)
d['b']
print(d, dict(d), d['a'], d.get('zz'), len(d), 'zz' in d, d.default_factory, defaultdict(int, {'q': 1}), defaultdict(lambda: 5)['x'])
attempt(lambda: defaultdict()['x'])
attempt(lambda: defaultdict(5))
o = OrderedDict([('b', 1), ('a', 2)])
o['c'] = 3
o.move_to_end('b')
print(o, list(o), o.popitem(), o.popitem(last=False), o == {'c': 3}, OrderedDict(a=1) == OrderedDict(a=1), OrderedDict([('a', 1), ('b', 2)]) == OrderedDict([('b', 2), ('a', 1)]), OrderedDict())
c = Counter('abracadabra')
print(c, c['a'], c['z'], c.most_common(2), sorted(c.elements()), c.total(), Counter(a=1) + Counter(a=2, b=1), c - Counter('aaa'), Counter('ab') & Counter('b'), Counter('ab') | Counter('bb'), Counter())
c.update('aaa')
c.subtract({'b': 5})
print(c, +c, c == Counter(c), dict(c))
q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
print(q, list(q), q.pop(), q.popleft(), len(q), q[0], deque('abc'), deque([1, 2]) == deque([1, 2]))
r = deque(range(5))
r.rotate(2)
r.extend([9]); r.extendleft([7, 8]); r.remove(9); r.insert(1, 'i')
print(r, r.count(7), r.index('i'), 3 in r, list(reversed(r)), bool(deque()))
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: r.remove('zz'), lambda: r[99], lambda: deque(5)):
    attempt(f)
m = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(m['a'], m['b'], sorted(m), len(m), m.get('z', 0), dict(m))
print(isinstance([], cabc.Sequence), isinstance({}, cabc.Mapping), isinstance('', cabc.Iterable), isinstance(5, cabc.Iterable), isinstance({1}, cabc.Set), isinstance((), cabc.MutableSequence), isinstance(len, cabc.Callable), isinstance([], cabc.Hashable), isinstance(iter([]), cabc.Iterator), isinstance({}.keys(), cabc.KeysView))
