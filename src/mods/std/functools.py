"""functools: functions about functions."""
from types import GenericAlias as _GenericAlias, MappingProxyType as _Proxy

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)
_missing = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        value = getattr(wrapped, name, _missing)
        if value is not _missing and name != '__annotations__':
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


class partial:
    __class_getitem__ = classmethod(_GenericAlias)

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError('the first argument must be callable')
        self = object.__new__(cls)
        if isinstance(func, partial):
            args, keywords = func.args + args, {**func.keywords, **keywords}
            func = func.func
        self.func, self.args, self.keywords = func, args, keywords
        return self

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func)] + [repr(arg) for arg in self.args]
        parts += [f'{key}={value!r}' for key, value in self.keywords.items()]
        return f"functools.partial({', '.join(parts)})"


class partialmethod:
    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, func, /, *args, **keywords):
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, instance, owner=None):
        if instance is None:
            return partial(self.func, *self.args, **self.keywords)
        return partial(self.func, instance, *self.args, **self.keywords)


def reduce(function, iterable, initial=_missing, /):
    items = iter(iterable)
    if initial is _missing:
        value = next(items, _missing)
        if value is _missing:
            raise TypeError('reduce() of empty iterable with no initial value')
    else:
        value = initial
    for item in items:
        value = function(value, item)
    return value


class _CacheInfo(tuple):
    hits, misses, maxsize, currsize = (property(lambda self, i=i: self[i]) for i in range(4))

    def __repr__(self):
        return (f'CacheInfo(hits={self[0]}, misses={self[1]}, maxsize={self[2]}, '
                f'currsize={self[3]})')


def _make_key(args, keywords, typed):
    key = args + ((_missing,) + tuple(keywords.items()) if keywords else ())
    if typed:
        key += tuple(type(arg) for arg in args) + tuple(type(v) for v in keywords.values())
    return key


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _cached(maxsize, 128, False)
    return lambda function: _cached(function, maxsize, typed)


def _cached(function, maxsize, typed):
    known, counts = {}, [0, 0]

    def wrapper(*args, **keywords):
        key = _make_key(args, keywords, typed)
        value = known.pop(key, _missing)
        if value is not _missing:
            counts[0] += 1
            known[key] = value
            return value
        counts[1] += 1
        value = function(*args, **keywords)
        if maxsize is None or maxsize > 0:
            if maxsize is not None and len(known) >= maxsize:
                del known[next(iter(known))]
            known[key] = value
        return value

    def cache_clear():
        known.clear()
        counts[:] = [0, 0]

    wrapper.cache_info = lambda: _CacheInfo((counts[0], counts[1], maxsize, len(known)))
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, function)


def cache(function, /):
    return _cached(function, None, False)


class cached_property:
    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, func):
        self.func, self.attrname, self.__doc__ = func, None, func.__doc__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        instance.__dict__[self.attrname] = value
        return value


def cmp_to_key(compare):
    class K:
        __slots__ = ('obj',)

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return compare(self.obj, other.obj) < 0

        def __gt__(self, other):
            return compare(self.obj, other.obj) > 0

        def __eq__(self, other):
            return compare(self.obj, other.obj) == 0

        def __le__(self, other):
            return compare(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return compare(self.obj, other.obj) >= 0

        __hash__ = None
    return K


def _not(first, equal):
    """The other comparisons from one of them and equality."""
    def le(self, other):
        r = getattr(type(self), first)(self, other)
        return r if r is NotImplemented else equal(r, self == other)
    return le


_ORDER = {
    '__lt__': {'__gt__': lambda r, e: not r and not e, '__le__': lambda r, e: r or e,
               '__ge__': lambda r, e: not r},
    '__le__': {'__ge__': lambda r, e: not r or e, '__lt__': lambda r, e: r and not e,
               '__gt__': lambda r, e: not r},
    '__gt__': {'__lt__': lambda r, e: not r and not e, '__ge__': lambda r, e: r or e,
               '__le__': lambda r, e: not r},
    '__ge__': {'__le__': lambda r, e: not r or e, '__gt__': lambda r, e: r and not e,
               '__lt__': lambda r, e: not r},
}


def total_ordering(cls):
    own = [name for name in _ORDER if getattr(cls, name) is not getattr(object, name)]
    if not own:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    first = max(own)
    for name, rule in _ORDER[first].items():
        if name not in own:
            setattr(cls, name, _not(first, rule))
    return cls


def singledispatch(function):
    registry = {object: function}

    def dispatch(cls):
        for ancestor in cls.__mro__:
            if ancestor in registry:
                return registry[ancestor]
        return function

    def register(cls, func=None):
        if func is None:
            if isinstance(cls, type):
                return lambda f: register(cls, f)
            raise TypeError(f'Invalid first argument to `register()`: {cls!r}. '
                            'Use `@register(some_class)`')
        registry[cls] = func
        return func

    def wrapper(*args, **keywords):
        if not args:
            raise TypeError(f'{function.__name__} requires at least 1 positional argument')
        return dispatch(type(args[0]))(*args, **keywords)

    wrapper.register, wrapper.dispatch = register, dispatch
    wrapper.registry = _Proxy(registry)
    return update_wrapper(wrapper, function)
