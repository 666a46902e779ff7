import contextlib
from contextlib import contextmanager, suppress, nullcontext, ExitStack, closing
import dataclasses
from dataclasses import dataclass, field

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

@contextmanager
def cm(x):
    print('enter', x)
    try:
        yield x * 2
    except ValueError as e:
        print('caught', e)
    finally:
        print('exit', x)
with cm(3) as v:
    print(v)
with cm(4):
    raise ValueError('bad')
try:
    with cm(5):
        raise KeyError('k')
except KeyError as e:
    print('out', e)
@contextmanager
def none():
    if False:
        yield
attempt(lambda: none().__enter__())
@cm(9)
def decorated():
    return 'dec'
print(decorated())
with suppress(KeyError, ZeroDivisionError):
    1 / 0
    print('no')
with nullcontext(5) as n:
    print(n)
with ExitStack() as stack:
    a = stack.enter_context(cm('a'))
    stack.callback(print, 'callback', 1)
    b = stack.enter_context(cm('b'))
    print(a, b)
class Thing:
    def close(self):
        print('closed')
with closing(Thing()) as t:
    print(type(t).__name__)

@dataclass
class P:
    x: int
    y: int = 5
    tags: list = field(default_factory=list)
    hidden: str = field(default='h', repr=False, compare=False)

    def total(self):
        return self.x + self.y
p = P(1)
print(p, p.total(), p == P(1), p == P(2), P(1, 2, ['a']), P(x=3, hidden='z').hidden, p.tags is not P(1).tags)
print(dataclasses.asdict(P(1, 2, [P(3)])), dataclasses.astuple(p), dataclasses.replace(p, y=9), [f.name for f in dataclasses.fields(P)], dataclasses.is_dataclass(p), dataclasses.is_dataclass(5))
for f in (lambda: P(), lambda: P(1, 2, 3, 4, 5), lambda: P(1, zz=2), lambda: P(1, x=2), lambda: hash(p), lambda: p < p):
    attempt(f)
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'x'
f = F(1)
print(f, hash(f) == hash(F(1)), f < F(2), sorted([F(3), F(1, 'z'), F(1)]), f >= F(1))
attempt(lambda: setattr(f, 'a', 2))
@dataclass
class Child(P):
    z: int = 0
    def __post_init__(self):
        self.z += 100
print(Child(1, 2), Child(1, z=5))
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
print(K(a=1))
attempt(lambda: K(1))
attempt(lambda: K())
try:
    @dataclass
    class Bad:
        x: list = []
except ValueError as e:
    print(e)
try:
    @dataclass
    class Bad2:
        x: int = 1
        y: int
except TypeError as e:
    print(e)
@dataclass(eq=False)
class NoEq:
    a: int = 1
print(NoEq() == NoEq(), repr(NoEq()))
match P(1, 2):
    case P(x, y):
        print('matched', x, y)
