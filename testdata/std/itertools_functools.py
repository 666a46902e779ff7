import itertools as it
import functools as ft
import operator as op

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

print(list(it.islice(it.count(3, 2), 4)), list(it.islice(it.cycle('ab'), 5)), list(it.repeat(1, 3)), list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], op.mul, initial=2)))
print(list(it.chain([1], (2,), 'c')), list(it.chain.from_iterable([[1], [2, 3]])), list(it.compress('abc', [1, 0, 1])), list(it.dropwhile(lambda x: x < 3, [1, 3, 2])), list(it.takewhile(lambda x: x < 3, [1, 3, 2])), list(it.filterfalse(lambda x: x % 2, range(5))))
print([(k, list(g)) for k, g in it.groupby('aabbbca')], [(k, len(list(g))) for k, g in it.groupby([1, 3, 2, 4, 5], lambda x: x % 2)], [k for k, g in it.groupby('aab')])
print(list(it.islice('abcdef', 1, None, 2)), list(it.islice('abc', 2)), list(it.pairwise('abcd')), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.zip_longest('ab', [1], fillvalue=0)))
a, b = it.tee([1, 2, 3])
print(next(a), list(b), list(a))
print(list(it.product('ab', [1, 2])), list(it.product([0, 1], repeat=2)), list(it.product()), list(it.permutations('abc', 2)), len(list(it.permutations(range(4)))), list(it.combinations('abcd', 2)), list(it.combinations_with_replacement('ab', 2)), list(it.combinations('ab', 3)), list(it.permutations([1, 2, 3]))[:3])
print(ft.reduce(op.add, [1, 2, 3]), ft.reduce(lambda a, b: a * b, [1, 2, 3], 10))
attempt(lambda: ft.reduce(op.add, []))
p = ft.partial(int, base=2)
print(p('101'), ft.partial(max, 5)(3), ft.partial(ft.partial(pow, 2), 5)(), p.keywords, p.args)

def deco(f):
    @ft.wraps(f)
    def inner(*a, **k):
        """inner doc"""
        return f(*a, **k) + 1
    return inner

@deco
def g(x):
    """doc of g"""
    return x
print(g(1), g.__name__, g.__doc__, g.__wrapped__(1))
calls = []
@ft.lru_cache(maxsize=2)
def slow(n):
    calls.append(n)
    return n * n
print(slow(2), slow(2), slow(3), slow(4), slow(2), calls, slow.cache_info())
slow.cache_clear()
print(slow.cache_info())
@ft.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80))
class C:
    n = 0
    @ft.cached_property
    def v(self):
        C.n += 1
        return C.n
c = C()
print(c.v, c.v, C.n)
print(sorted([3, 1, 2], key=ft.cmp_to_key(lambda a, b: b - a)))
@ft.total_ordering
class T:
    def __init__(self, v):
        self.v = v
    def __eq__(self, o):
        return self.v == o.v
    def __lt__(self, o):
        return self.v < o.v
print(T(1) <= T(1), T(1) > T(2), T(2) >= T(1), T(1) != T(2))
@ft.singledispatch
def show(x):
    return 'any'
@show.register(int)
def _(x):
    return 'int'
@show.register(list)
def _(x):
    return 'list'
print(show(1), show([]), show('s'), show(True))
print(op.itemgetter(1)([5, 6]), op.itemgetter('a', 'b')({'a': 1, 'b': 2}), op.attrgetter('real')(5), op.methodcaller('upper')('x'), sorted([(2, 'b'), (1, 'z')], key=op.itemgetter(1)), op.contains([1], 1), op.not_(1), op.truediv(1, 2))
