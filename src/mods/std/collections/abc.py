"""collections.abc: the abstract classes, known by the methods that a class has."""
from abc import ABCMeta as _ABCMeta


def _has(cls, names):
    for name in names:
        for ancestor in cls.__mro__:
            if name in ancestor.__dict__:
                if ancestor.__dict__[name] is None:
                    return False
                break
        else:
            return False
    return True


class _ByMethods(metaclass=_ABCMeta):
    _methods = ()

    @classmethod
    def __subclasshook__(cls, other):
        if '_methods' in cls.__dict__:
            return True if _has(other, cls._methods) else NotImplemented
        return NotImplemented

    def __class_getitem__(cls, args):
        return cls


class Hashable(_ByMethods):
    _methods = ('__hash__',)


class Iterable(_ByMethods):
    _methods = ('__iter__',)


class Iterator(Iterable):
    _methods = ('__iter__', '__next__')

    def __iter__(self):
        return self


class Reversible(Iterable):
    _methods = ('__iter__', '__reversed__')


class Generator(Iterator):
    _methods = ('__iter__', '__next__', 'send', 'throw', 'close')


class Sized(_ByMethods):
    _methods = ('__len__',)


class Container(_ByMethods):
    _methods = ('__contains__',)


class Callable(_ByMethods):
    _methods = ('__call__',)


class Collection(Sized, Iterable, Container):
    _methods = ('__len__', '__iter__', '__contains__')


class Awaitable(_ByMethods):
    _methods = ('__await__',)


class Sequence(Reversible, Collection):
    def __iter__(self):
        i = 0
        try:
            while True:
                yield self[i]
                i += 1
        except IndexError:
            return

    def __contains__(self, value):
        return any(item is value or item == value for item in self)

    def __reversed__(self):
        for i in reversed(range(len(self))):
            yield self[i]

    def index(self, value, start=0, stop=None):
        for i in range(start, len(self) if stop is None else stop):
            if self[i] == value:
                return i
        raise ValueError

    def count(self, value):
        return sum(1 for item in self if item is value or item == value)


class MutableSequence(Sequence):
    def append(self, value):
        self.insert(len(self), value)

    def extend(self, values):
        for value in values:
            self.append(value)

    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        del self[self.index(value)]

    def clear(self):
        while len(self):
            self.pop()

    def __iadd__(self, values):
        self.extend(values)
        return self


class ByteString(Sequence):
    pass


class Set(Collection):
    def __le__(self, other):
        return len(self) <= len(other) and all(item in other for item in self)

    def __eq__(self, other):
        return len(self) == len(other) and self <= other if isinstance(other, (Set, set)) else (
            NotImplemented)

    def isdisjoint(self, other):
        return not any(item in self for item in other)


class MutableSet(Set):
    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)


class Mapping(Collection):
    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return {key: None for key in self}.keys()

    def items(self):
        return {key: self[key] for key in self}.items()

    def values(self):
        return {key: self[key] for key in self}.values()

    def __eq__(self, other):
        return dict(self.items()) == dict(other.items()) if isinstance(other, Mapping) else (
            NotImplemented)


_missing = object()


class MutableMapping(Mapping):
    def pop(self, key, default=_missing):
        try:
            value = self[key]
        except KeyError:
            if default is _missing:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        key = next(iter(self), _missing)
        if key is _missing:
            raise KeyError
        return key, self.pop(key)

    def clear(self):
        for key in list(self):
            del self[key]

    def update(self, other=(), /, **keywords):
        if hasattr(other, 'keys'):
            other = [(key, other[key]) for key in other.keys()]
        for key, value in [*other, *keywords.items()]:
            self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


class MappingView(Sized):
    pass


class KeysView(MappingView, Set):
    pass


class ItemsView(MappingView, Set):
    pass


class ValuesView(MappingView, Collection):
    pass


for _abstract, _classes in ((MutableSequence, (list,)), (Sequence, (tuple, str, range)),
                            (ByteString, (bytes,)), (MutableMapping, (dict,)),
                            (MutableSet, (set,)), (Set, (frozenset,)),
                            (KeysView, (type({}.keys()),)), (ItemsView, (type({}.items()),)),
                            (ValuesView, (type({}.values()),))):
    for _class in _classes:
        _abstract.register(_class)
