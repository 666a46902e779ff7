"""dataclasses: classes whose methods follow from their annotated attributes."""
from types import GenericAlias as _GenericAlias


class _Missing:
    def __repr__(self):
        return '<dataclasses._MISSING_TYPE object>'


MISSING = _Missing()
_FACTORY = _Missing()


class _KwOnly:
    def __repr__(self):
        return '<dataclasses._KW_ONLY_TYPE object>'


KW_ONLY = _KwOnly()


class FrozenInstanceError(AttributeError):
    pass


class InitVar:
    def __class_getitem__(cls, item):
        return cls


class Field:
    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = None
        self.default, self.default_factory, self.init, self.repr = (
            default, default_factory, init, repr)
        self.hash, self.compare, self.kw_only = hash, compare, kw_only
        self.metadata = metadata or {}

    def __repr__(self):
        return (f'Field(name={self.name!r},type={self.type!r},default={self.default!r},'
                f'default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},'
                f'hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},'
                f'kw_only={self.kw_only!r})')


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _own_field(cls, name, note, kw_only):
    default = cls.__dict__.get(name, MISSING)
    found = default if isinstance(default, Field) else field(default=default)
    found.name, found.type = name, note
    if found.kw_only is MISSING:
        found.kw_only = kw_only
    if isinstance(found.default, (list, dict, set)):
        raise ValueError(f'mutable default {type(found.default)} for field {name} is not allowed: '
                         'use default_factory')
    if isinstance(default, Field):
        if found.default is MISSING:
            delattr(cls, name)
        else:
            setattr(cls, name, found.default)
    return found


def _collect(cls, kw_only):
    fields = {}
    for base in cls.__mro__[-1:0:-1]:
        fields.update(getattr(base, '__dataclass_fields__', None) or {})
    for name, note in cls.__dict__.get('__annotations__', {}).items():
        if note is KW_ONLY or note == 'KW_ONLY' or note == 'dataclasses.KW_ONLY':
            kw_only = True
        elif not (isinstance(note, str) and 'ClassVar' in note):
            fields[name] = _own_field(cls, name, note, kw_only)
    return fields


def _check_order(fields):
    seen = False
    for f in fields:
        if f.init and not f.kw_only:
            if f.default is not MISSING or f.default_factory is not MISSING:
                seen = True
            elif seen:
                raise TypeError(f'non-default argument {f.name!r} follows default argument')


def _list_names(names):
    shown = [repr(name) for name in names]
    if len(shown) < 3:
        return ' and '.join(shown)
    return ', '.join(shown[:-1]) + ', and ' + shown[-1]


def _bind(owner, fields, args, keywords):
    """Arguments of __init__ by field, with CPython's messages."""
    places = [f for f in fields if f.init and not f.kw_only]
    name = f'{owner}.__init__()'
    if len(args) > len(places):
        least = sum(f.default is MISSING and f.default_factory is MISSING for f in places)
        takes = f'from {least + 1} to {len(places) + 1}' if least < len(places) else len(places) + 1
        raise TypeError(f"{name} takes {takes} positional argument"
                        f"{'' if takes == 1 else 's'} but {len(args) + 1} were given")
    found = {f.name: value for f, value in zip(places, args)}
    known = {f.name for f in fields if f.init}
    for key, value in keywords.items():
        if key not in known:
            raise TypeError(f'{name} got an unexpected keyword argument {key!r}')
        if key in found:
            raise TypeError(f'{name} got multiple values for argument {key!r}')
        found[key] = value
    for kind, only in (('positional', False), ('keyword-only', True)):
        missing = [f.name for f in fields if f.init and f.kw_only == only and
                   f.name not in found and f.default is MISSING and f.default_factory is MISSING]
        if missing:
            raise TypeError(f"{name} missing {len(missing)} required {kind} "
                            f"argument{'s' if len(missing) > 1 else ''}: {_list_names(missing)}")
    return found


def _make_init(cls, fields, frozen):
    put = object.__setattr__

    def __init__(self, /, *args, **keywords):
        found = _bind(f'{cls.__qualname__}', fields, args, keywords)
        for f in fields:
            if f.name in found:
                value = found[f.name]
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            elif f.default is not MISSING:
                value = f.default
            else:
                continue
            if frozen:
                put(self, f.name, value)
            else:
                setattr(self, f.name, value)
        if hasattr(self, '__post_init__'):
            self.__post_init__()
    return __init__


def _make_order(name, fields, compare):
    def method(self, other):
        if other.__class__ is self.__class__:
            return compare(tuple(getattr(self, n) for n in fields),
                           tuple(getattr(other, n) for n in fields))
        return NotImplemented
    method.__name__ = name
    return method


def _add(cls, name, function):
    if name not in cls.__dict__:
        setattr(cls, name, function)


def _freeze(cls):
    def __setattr__(self, name, value):
        raise FrozenInstanceError(f'cannot assign to field {name!r}')

    def __delattr__(self, name):
        raise FrozenInstanceError(f'cannot delete field {name!r}')
    cls.__setattr__, cls.__delattr__ = __setattr__, __delattr__


def _process(cls, init, repr_, eq, order, unsafe_hash, frozen, match_args, kw_only):
    fields = _collect(cls, kw_only)
    cls.__dataclass_fields__ = fields
    cls.__dataclass_params__ = (init, repr_, eq, order, unsafe_hash, frozen)
    every = list(fields.values())
    _check_order(every)
    compared = [f.name for f in every if f.compare]

    def __repr__(self):
        shown = ', '.join(f'{f.name}={getattr(self, f.name)!r}' for f in every if f.repr)
        return f'{self.__class__.__qualname__}({shown})'

    def __hash__(self):
        return hash(tuple(getattr(self, f.name) for f in every
                          if (f.compare if f.hash is None else f.hash)))

    own_hash = cls.__dict__.get('__hash__', MISSING)
    if init:
        cls.__init__ = _make_init(cls, every, frozen)
    if repr_:
        _add(cls, '__repr__', __repr__)
    if eq:
        _add(cls, '__eq__', _make_order('__eq__', compared, lambda a, b: a == b))
    if order:
        for name, compare in (('__lt__', lambda a, b: a < b), ('__le__', lambda a, b: a <= b),
                              ('__gt__', lambda a, b: a > b), ('__ge__', lambda a, b: a >= b)):
            if name in cls.__dict__:
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. '
                                'Consider using functools.total_ordering')
            setattr(cls, name, _make_order(name, compared, compare))
    if frozen:
        _freeze(cls)
    if unsafe_hash or (eq and frozen and own_hash in (MISSING, None)):
        cls.__hash__ = __hash__
    elif eq and own_hash is MISSING:
        cls.__hash__ = None
    if match_args:
        _add(cls, '__match_args__', tuple(f.name for f in every if f.init and not f.kw_only))
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    if order and not eq:
        raise ValueError('eq must be true if order is true')

    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only)
    return wrap if cls is None else wrap(cls)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), '__dataclass_fields__')


def fields(class_or_instance):
    try:
        return tuple(class_or_instance.__dataclass_fields__.values())
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None


def _plain(obj, make):
    if is_dataclass(obj) and not isinstance(obj, type):
        return make([(f.name, _plain(getattr(obj, f.name), make)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_plain(item, make) for item in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_plain(item, make) for item in obj)
    if isinstance(obj, dict):
        return type(obj)((_plain(k, make), _plain(v, make)) for k, v in obj.items())
    from copy import deepcopy
    return deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError('asdict() should be called on dataclass instances')
    return _plain(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError('astuple() should be called on dataclass instances')
    return _plain(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def replace(obj, /, **changes):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError('replace() should be called on dataclass instances')
    for f in fields(obj):
        if not f.init:
            if f.name in changes:
                raise ValueError(f'field {f.name} is declared with init=False, it cannot be '
                                 'specified with replace()')
        elif f.name not in changes:
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    body, notes = dict(namespace or {}), {}
    for item in fields:
        name, *rest = (item,) if isinstance(item, str) else item
        notes[name] = rest[0] if rest else 'typing.Any'
        if len(rest) > 1:
            body[name] = rest[1]
    body['__annotations__'] = notes
    return dataclass(type(cls_name, bases, body), **options)
