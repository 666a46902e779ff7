"""collections: named tuples, counters, deques and dicts with habits."""
from collections import abc
from types import GenericAlias as _GenericAlias

_KEYWORDS = frozenset(
    'False None True and as assert async await break class continue def del elif else except '
    'finally for from global if import in is lambda nonlocal not or pass raise return try while '
    'with yield'.split())


def _field_names(names, rename):
    if isinstance(names, str):
        names = names.replace(',', ' ').split()
    names = [str(name) for name in names]
    if rename:
        seen = set()
        for i, name in enumerate(names):
            if (not name.isidentifier() or name in _KEYWORDS or name.startswith('_') or
                    name in seen):
                names[i] = f'_{i}'
            seen.add(name)
    return names


def _check_names(typename, names, rename):
    for name in [typename] + names:
        if not name.isidentifier():
            raise ValueError(f'Type names and field names must be valid identifiers: {name!r}')
        if name in _KEYWORDS:
            raise ValueError(f'Type names and field names cannot be a keyword: {name!r}')
    seen = set()
    for name in names:
        if name.startswith('_') and not rename:
            raise ValueError(f'Field names cannot start with an underscore: {name!r}')
        if name in seen:
            raise ValueError(f'Encountered duplicate field name: {name!r}')
        seen.add(name)


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    names = _field_names(field_names, rename)
    _check_names(typename, names, rename)
    values = tuple(defaults) if defaults is not None else ()
    if len(values) > len(names):
        raise TypeError('Got more default values than field names')
    given = dict(zip(names[len(names) - len(values):], values))
    return _tuple_class(typename, names, given, {} if module is None else {'__module__': module})


def _bind(cls, names, defaults, args, keywords):
    """The values of the fields, with CPython's messages for what does not fit."""
    name = f'{cls.__name__}.__new__()'
    if len(args) > len(names):
        most, least = len(names) + 1, len(names) - len(defaults) + 1
        takes = f'from {least} to {most}' if defaults else str(most)
        raise TypeError(f'{name} takes {takes} positional arguments but {len(args) + 1} were given')
    found = dict(zip(names, args))
    for key, value in keywords.items():
        if key not in names:
            raise TypeError(f'{name} got an unexpected keyword argument {key!r}')
        if key in found:
            raise TypeError(f'{name} got multiple values for argument {key!r}')
        found[key] = value
    missing = [key for key in names if key not in found and key not in defaults]
    if missing:
        shown = [repr(key) for key in missing]
        text = (shown[0] if len(shown) == 1 else ' and '.join(shown) if len(shown) == 2
                else ', '.join(shown[:-1]) + ', and ' + shown[-1])
        raise TypeError(f"{name} missing {len(missing)} required positional "
                        f"argument{'s' if len(missing) > 1 else ''}: {text}")
    return [found[key] if key in found else defaults[key] for key in names]


def _tuple_class(typename, names, defaults, rest):
    def __new__(cls, /, *args, **keywords):
        if len(args) == len(names) and not keywords:
            return tuple.__new__(cls, args)
        return tuple.__new__(cls, _bind(cls, names, defaults, args, keywords))

    def _make(cls, iterable):
        values = tuple(iterable)
        if len(values) != len(names):
            raise TypeError(f'Expected {len(names)} arguments, got {len(values)}')
        return tuple.__new__(cls, values)

    def _replace(self, /, **keywords):
        result = self._make(keywords.pop(name, value) for name, value in zip(names, self))
        if keywords:
            raise ValueError(f'Got unexpected field names: {list(keywords)!r}')
        return result

    def _asdict(self):
        return dict(zip(names, self))

    def __repr__(self):
        fields = ', '.join(f'{name}={value!r}' for name, value in zip(names, self))
        return f'{self.__class__.__name__}({fields})'

    def __getnewargs__(self):
        return tuple(self)

    body = {'__doc__': f"{typename}({', '.join(names)})", '__slots__': (), '_fields': tuple(names),
            '_field_defaults': defaults, '__new__': __new__, '_make': classmethod(_make),
            '_replace': _replace, '_asdict': _asdict, '__repr__': __repr__,
            '__getnewargs__': __getnewargs__, '__match_args__': tuple(names)}
    for i, name in enumerate(names):
        body[name] = property(lambda self, i=i: tuple.__getitem__(self, i))
    body.update(rest)
    return type(typename, (tuple,), body)


class OrderedDict(dict):
    def move_to_end(self, key, last=True):
        value = self.pop(key)
        if last:
            self[key] = value
            return
        items = list(self.items())
        self.clear()
        self[key] = value
        self.update(items)

    def popitem(self, last=True):
        if not self:
            raise KeyError('dictionary is empty')
        key = next(reversed(self)) if last else next(iter(self))
        return key, self.pop(key)

    def copy(self):
        return self.__class__(self)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and list(self) == list(other)
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(self)
        new.update(other)
        return new

    def __repr__(self):
        if not self:
            return f'{self.__class__.__name__}()'
        return f'{self.__class__.__name__}({list(self.items())!r})'


class defaultdict(dict):
    def __init__(self, default_factory=None, /, *args, **keywords):
        if default_factory is not None and not callable(default_factory):
            raise TypeError('first argument must be callable or None')
        dict.__init__(self, *args, **keywords)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self[key] = self.default_factory()
        return value

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __repr__(self):
        return (f'{type(self).__name__}({self.default_factory!r}, {dict.__repr__(self)})')


class Counter(dict):
    def __init__(self, iterable=None, /, **keywords):
        dict.__init__(self)
        self.update(iterable, **keywords)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, /, **keywords):
        self._change(iterable, keywords, 1)

    def subtract(self, iterable=None, /, **keywords):
        self._change(iterable, keywords, -1)

    def _change(self, iterable, keywords, sign):
        if iterable is not None:
            if hasattr(iterable, 'keys'):
                for key in iterable.keys():
                    self[key] = self.get(key, 0) + sign * iterable[key]
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) + sign
        for key, count in keywords.items():
            self[key] = self.get(key, 0) + sign * count

    def most_common(self, n=None):
        ranked = sorted(self.items(), key=lambda item: item[1], reverse=True)
        return ranked if n is None else ranked[:n]

    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key

    def total(self):
        return sum(self.values())

    def copy(self):
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError('Counter.fromkeys() is undefined.  Use Counter(iterable) instead.')

    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)

    def _combine(self, other, rule):
        result = Counter()
        for key in list(self) + [key for key in other if key not in self]:
            count = rule(self[key], other[key])
            if count > 0:
                result[key] = count
        return result

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combine(other, lambda a, b: a + b)

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combine(other, lambda a, b: a - b)

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combine(other, max)

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combine(other, min)

    def __pos__(self):
        return self._combine(Counter(), lambda a, b: a)

    def __neg__(self):
        return self._combine(Counter(), lambda a, b: -a)

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] == other[key] for c in (self, other) for key in c)

    def __ne__(self, other):
        return not self == other

    def __le__(self, other):
        return all(self[key] <= other[key] for c in (self, other) for key in c)

    def __repr__(self):
        if not self:
            return f'{self.__class__.__name__}()'
        try:
            items = dict(self.most_common())
        except TypeError:
            items = dict(self)
        return f'{self.__class__.__name__}({items!r})'


class deque:
    __hash__ = None
    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None and maxlen < 0:
            raise ValueError('maxlen must be non-negative')
        self._items, self._head, self.maxlen = [], 0, maxlen
        self.extend(iterable)

    def _list(self):
        return self._items[self._head:]

    def _squeeze(self):
        if self._head > 32 and self._head * 2 > len(self._items):
            del self._items[:self._head]
            self._head = 0

    def append(self, item):
        self._items.append(item)
        if self.maxlen is not None and len(self) > self.maxlen:
            self.popleft()

    def appendleft(self, item):
        if self._head:
            self._head -= 1
            self._items[self._head] = item
        else:
            room = len(self._items) // 2 + 4
            self._items[:0] = [None] * room
            self._head = room - 1
            self._items[self._head] = item
        if self.maxlen is not None and len(self) > self.maxlen:
            self._items.pop()

    def extend(self, iterable):
        for item in list(iterable) if iterable is self else iterable:
            self.append(item)

    def extendleft(self, iterable):
        for item in list(iterable) if iterable is self else iterable:
            self.appendleft(item)

    def pop(self):
        if not len(self):
            raise IndexError('pop from an empty deque')
        return self._items.pop()

    def popleft(self):
        if not len(self):
            raise IndexError('pop from an empty deque')
        item, self._items[self._head] = self._items[self._head], None
        self._head += 1
        self._squeeze()
        return item

    def clear(self):
        self._items, self._head = [], 0

    def rotate(self, n=1):
        items = self._list()
        if items:
            n %= len(items)
            self._items, self._head = items[-n:] + items[:-n] if n else items, 0

    def reverse(self):
        self._items, self._head = self._list()[::-1], 0

    def copy(self):
        return type(self)(self._list(), self.maxlen)

    __copy__ = copy

    def count(self, value):
        return self._list().count(value)

    def index(self, value, *bounds):
        items = self._list()
        if value not in items:
            raise ValueError(f'{value!r} is not in deque')
        return items.index(value, *bounds)

    def insert(self, index, value):
        if self.maxlen is not None and len(self) >= self.maxlen:
            raise IndexError('deque already at its maximum size')
        items = self._list()
        items.insert(index, value)
        self._items, self._head = items, 0

    def remove(self, value):
        items = self._list()
        if value not in items:
            raise ValueError(f'{value!r} is not in deque')
        items.remove(value)
        self._items, self._head = items, 0

    def __len__(self):
        return len(self._items) - self._head

    def _at(self, index):
        n = len(self)
        at = index + n if index < 0 else index
        if not 0 <= at < n:
            raise IndexError('deque index out of range')
        return self._head + at

    def __getitem__(self, index):
        return self._items[self._at(index)]

    def __setitem__(self, index, value):
        self._items[self._at(index)] = value

    def __delitem__(self, index):
        del self._items[self._at(index)]

    def __iter__(self):
        n = len(self)
        for i in range(n):
            if len(self) != n:
                raise RuntimeError('deque mutated during iteration')
            yield self._items[self._head + i]

    def __reversed__(self):
        return iter(self._list()[::-1])

    def __contains__(self, value):
        return value in self._list()

    def __add__(self, other):
        return type(self)(self._list() + other._list(), self.maxlen)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, n):
        return type(self)(self._list() * n, self.maxlen)

    def __eq__(self, other):
        return self._list() == other._list() if isinstance(other, deque) else NotImplemented

    def __lt__(self, other):
        return self._list() < other._list() if isinstance(other, deque) else NotImplemented

    def __repr__(self):
        tail = '' if self.maxlen is None else f', maxlen={self.maxlen}'
        return f'{type(self).__name__}({self._list()!r}{tail})'


class ChainMap:
    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def _merged(self):
        merged = {}
        for mapping in reversed(self.maps):
            merged.update(dict.fromkeys(mapping))
        return merged

    def __iter__(self):
        return iter(self._merged())

    def __len__(self):
        return len(self._merged())

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def keys(self):
        return self._merged().keys()

    def items(self):
        return [(key, self[key]) for key in self]

    def values(self):
        return [self[key] for key in self]

    def new_child(self, m=None):
        return type(self)({} if m is None else m, *self.maps)

    @property
    def parents(self):
        return type(self)(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        if key not in self.maps[0]:
            raise KeyError(f'Key not found in the first mapping: {key!r}')
        del self.maps[0][key]

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(map(repr, self.maps))})"


UserDict, UserList, UserString = dict, list, str
