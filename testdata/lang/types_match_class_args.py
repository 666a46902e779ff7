class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y):
        self.x, self.y = x, y
class Bad:
    __match_args__ = 5
class BadItem:
    __match_args__ = (1,)
class None_:
    pass
def m(v):
    match v:
        case Point(0, 0): return 'origin'
        case Point(x, 0): return f'x={x}'
        case Point(x=0, y=yy): return f'y={yy}'
        case Point(x, y) if x == y: return 'diag'
        case Point(): return 'point'
        case int(n) if n > 5: return f'int {n}'
        case bool(b): return f'bool {b}'
        case int() | float(): return 'num'
        case str(s): return f'str {s}'
        case [int(a), *rest]: return f'seq {a} {rest}'
        case {'k': Point(x, _), **rest}: return f'map {x} {rest}'
        case dict(d): return f'dict {d}'
        case (): return 'empty'
        case [_, _]: return 'two'
        case None: return 'none'
        case _: return 'other'
for v in [Point(0, 0), Point(3, 0), Point(0, 4), Point(2, 2), Point(1, 2), 6, True, 3, 2.5, 'abc', [1, 2, 3], (4,), {'k': Point(7, 8), 'z': 1}, {'q': 1}, [], ['a', 'b'], None, {1}, 'x', b'ab', range(2), iter([])]:
    print(m(v))
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
def m1():
    match Point(1, 2):
        case Point(1, 2, 3): return 1
def m2():
    match Bad():
        case Bad(1): return 1
def m3():
    match BadItem():
        case BadItem(1): return 1
def m4():
    match None_():
        case None_(1): return 1
def m5():
    match Point(1, 2):
        case Point(1, x=3): return 1
def m6():
    match 5:
        case m5(): return 1
def m7():
    match 5:
        case int(1, 2): return 1
def m8():
    match 'abc':
        case str(real=1): return 1
        case 'a' | 'abc' as w: return w
for f in [m1, m2, m3, m4, m5, m6, m7, m8]:
    attempt(f)
