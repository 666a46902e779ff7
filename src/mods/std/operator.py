"""operator: the operators as functions."""


def add(a, b): return a + b
def sub(a, b): return a - b
def mul(a, b): return a * b
def matmul(a, b): return a @ b
def truediv(a, b): return a / b
def floordiv(a, b): return a // b
def mod(a, b): return a % b
def lshift(a, b): return a << b
def rshift(a, b): return a >> b
def and_(a, b): return a & b
def or_(a, b): return a | b
def xor(a, b): return a ^ b
def eq(a, b): return a == b
def ne(a, b): return a != b
def lt(a, b): return a < b
def le(a, b): return a <= b
def gt(a, b): return a > b
def ge(a, b): return a >= b
def is_(a, b): return a is b
def is_not(a, b): return a is not b
def neg(a): return -a
def pos(a): return +a
def invert(a): return ~a
def not_(a): return not a
def truth(a): return bool(a)
def index(a): return a.__index__()
def contains(a, b): return b in a
def concat(a, b): return a + b
def getitem(a, b): return a[b]


def pow(a, b): return a ** b
def abs(a): return a.__abs__()


def setitem(a, b, c):
    a[b] = c


def delitem(a, b):
    del a[b]


def iadd(a, b):
    a += b
    return a


def ior(a, b):
    a |= b
    return a


def countOf(a, b):
    return sum(1 for item in a if item is b or item == b)


def indexOf(a, b):
    for i, item in enumerate(a):
        if item is b or item == b:
            return i
    raise ValueError('sequence.index(x): x not in sequence')


def length_hint(obj, default=0):
    return len(obj) if hasattr(type(obj), '__len__') else default


inv, __add__, __eq__, __lt__ = invert, add, eq, lt


class attrgetter:
    def __init__(self, *names):
        for name in names:
            if not isinstance(name, str):
                raise TypeError('attribute name must be a string')
        self._names = names

    def __call__(self, obj):
        found = []
        for name in self._names:
            value = obj
            for part in name.split('.'):
                value = getattr(value, part)
            found.append(value)
        return found[0] if len(found) == 1 else tuple(found)


class itemgetter:
    def __init__(self, *keys):
        self._keys = keys

    def __call__(self, obj):
        if len(self._keys) == 1:
            return obj[self._keys[0]]
        return tuple(obj[key] for key in self._keys)


class methodcaller:
    def __init__(self, name, /, *args, **keywords):
        self._name, self._args, self._keywords = name, args, keywords

    def __call__(self, obj):
        return getattr(obj, self._name)(*self._args, **self._keywords)
