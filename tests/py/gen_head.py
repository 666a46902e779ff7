# What random programs use; stands in front of each file of them (gen_lang.py).
def show(*v):
    print(*[repr(x) for x in v])


class Vec:
    def __init__(self, x, y=0):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return isinstance(other, Vec) and (self.x, self.y) == (other.x, other.y)

    def __lt__(self, other):
        return (self.x, self.y) < (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __repr__(self):
        return f'Vec({self.x}, {self.y})'

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __format__(self, spec):
        return f'<{self.x:{spec}}>'


class Child(Vec):
    @property
    def total(self):
        return self.x + self.y

    @classmethod
    def unit(cls):
        return cls(1, 1)


def gen(n):
    for i in range(n):
        got = yield i
        if got:
            yield got


def guarded(n, log):
    try:
        for i in range(n):
            try:
                log.append((yield i))
            except ValueError as e:
                log.append(str(e))
    finally:
        log.append('closed')


def drive(it, sends):
    out = []
    try:
        out.append(next(it))
        for kind, value in sends:
            out.append(it.send(value) if kind == 's' else it.throw(ValueError(value)) if kind == 't' else it.close())
    except StopIteration as e:
        out.append(('stop', e.value))
    except Exception as e:
        out.append((type(e).__name__, str(e)))
    print(repr(out))


def trace(f):
    def inner(*a, **k):
        print('call', f.__name__, len(a), sorted(k))
        return f(*a, **k)
    return inner


class Mapped:
    def __init__(self, **kw):
        self.__dict__.update(kw)

    def __getattr__(self, name):
        return 'no ' + name

    def __contains__(self, item):
        return item in self.__dict__

    def __iter__(self):
        return iter(sorted(self.__dict__))

    def __bool__(self):
        return bool(self.__dict__)


class Check:
    def __set_name__(self, owner, name):
        self.name = '_' + name

    def __get__(self, obj, cls):
        return self if obj is None else getattr(obj, self.name, None)

    def __set__(self, obj, value):
        if not isinstance(value, int):
            raise TypeError(f'{self.name} wants int, not {type(value).__name__}')
        setattr(obj, self.name, value)

    ONE = 1


def leaves(e):
    return [leaves(x) for x in e.exceptions] if isinstance(e, BaseExceptionGroup) else repr(e)


def kind_of(x):
    print(type(x).__name__, isinstance(x, (zip, map, filter, enumerate, reversed)))
    return x if hasattr(x, '__next__') else None


def attempt(f):
    """Shows what f gives or raises; gives it back."""
    try:
        result = f()
    except Exception as e:
        print('!', type(e).__name__, e)
        return None
    if not isinstance(result, type) and not hasattr(result, '__next__'):
        print(repr(sorted(map(repr, result)) if isinstance(result, (set, frozenset)) else result)[:300] if 'object at' not in repr(result) else type(result).__name__)
    return result


class Noting(dict):
    def __setitem__(self, key, value):
        if key[0] != '_':
            print('set', key)
        super().__setitem__(key, value)

    def __getitem__(self, key):
        if key[0] != '_':
            print('ask', key)
        return super().__getitem__(key)


class Asked(dict):
    def get(self, key, default=None):
        print('get', key)
        return super().get(key, default)


def run(n, program):
    print('#', n)
    try:
        program()
    except Exception as e:
        print(type(e).__name__, e)
