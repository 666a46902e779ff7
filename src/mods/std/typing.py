"""typing: everything importable.  Nothing is checked; subscripting gives an alias of the origin."""
import collections.abc as _abc

TYPE_CHECKING = False


class _Form:
    """Any, Optional and the like: may be subscripted and called upon, means nothing."""

    def __init__(self, name, origin=None, args=()):
        self._name, self.__origin__, self.__args__ = name, origin, args

    def __getitem__(self, args):
        args = args if isinstance(args, tuple) else (args,)
        return _Form(self._name, self.__origin__ or self, args)

    def __call__(self, *args, **keywords):
        if isinstance(self.__origin__, type):
            return self.__origin__(*args, **keywords)
        raise TypeError(f'Cannot instantiate typing.{self._name}')

    def __mro_entries__(self, bases):
        return (self.__origin__,) if isinstance(self.__origin__, type) else (Generic,)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __eq__(self, other):
        return (isinstance(other, _Form) and self._name == other._name and
                self.__args__ == other.__args__)

    def __hash__(self):
        return hash((self._name, len(self.__args__)))

    def __repr__(self):
        if not self.__args__:
            return f'typing.{self._name}'
        args = self.__args__
        if self._name == 'Optional' or (self._name == 'Union' and len(args) == 2 and None in args):
            args = [arg for arg in args if arg is not None and arg is not type(None)]
            return f'typing.Optional[{_show(args[0])}]'
        return f"typing.{self._name}[{', '.join(map(_show, args))}]"


def _show(arg):
    if isinstance(arg, type):
        return arg.__name__ if arg.__module__ == 'builtins' else f'{arg.__module__}.{arg.__name__}'
    if isinstance(arg, list):
        return f"[{', '.join(map(_show, arg))}]"
    return '...' if arg is Ellipsis else repr(arg)


Any, Optional, Union, Literal, Final, ClassVar, Annotated, NoReturn, Never, Self, LiteralString, \
    Concatenate, TypeAlias, TypeGuard, Required, NotRequired, Unpack = map(_Form, (
        'Any', 'Optional', 'Union', 'Literal', 'Final', 'ClassVar', 'Annotated', 'NoReturn',
        'Never', 'Self', 'LiteralString', 'Concatenate', 'TypeAlias', 'TypeGuard', 'Required',
        'NotRequired', 'Unpack'))
List, Dict, Set, FrozenSet, Tuple, Type = (
    _Form('List', list), _Form('Dict', dict), _Form('Set', set), _Form('FrozenSet', frozenset),
    _Form('Tuple', tuple), _Form('Type', type))
Iterable, Iterator, Generator, Sequence, MutableSequence, Mapping, MutableMapping, Callable, \
    Collection, Container, Hashable, Sized, Reversible, AbstractSet, MutableSet, KeysView, \
    ValuesView, ItemsView = (
        _Form(name, getattr(_abc, name, None)) for name in (
            'Iterable', 'Iterator', 'Generator', 'Sequence', 'MutableSequence', 'Mapping',
            'MutableMapping', 'Callable', 'Collection', 'Container', 'Hashable', 'Sized',
            'Reversible', 'Set', 'MutableSet', 'KeysView', 'ValuesView', 'ItemsView'))
Awaitable, Coroutine, AsyncIterable, AsyncIterator, AsyncGenerator, ContextManager, \
    AsyncContextManager, Pattern, Match, ByteString = map(_Form, (
        'Awaitable', 'Coroutine', 'AsyncIterable', 'AsyncIterator', 'AsyncGenerator',
        'ContextManager', 'AsyncContextManager', 'Pattern', 'Match', 'ByteString'))
Text = str


class _Variable:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False,
                 default=None):
        self.__name__, self.__constraints__, self.__bound__ = name, constraints, bound
        self.args, self.kwargs = self, self

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return f'~{self.__name__}'


class TypeVar(_Variable):
    pass


class ParamSpec(_Variable):
    pass


class TypeVarTuple(_Variable):
    def __iter__(self):
        yield self


AnyStr = TypeVar('AnyStr', bytes, str)


class Generic:
    def __class_getitem__(cls, args):
        return cls


class Protocol:
    def __class_getitem__(cls, args):
        return cls

    def __init_subclass__(cls, **keywords):
        pass


class SupportsInt(Protocol):
    pass


class SupportsFloat(Protocol):
    pass


class SupportsIndex(Protocol):
    pass


class SupportsAbs(Protocol):
    pass


class IO(Generic):
    pass


class TextIO(IO):
    pass


class BinaryIO(IO):
    pass


def cast(typ, val):
    return val


def _same(value=None, *args, **keywords):
    return value


overload = final = override = no_type_check = runtime_checkable = reveal_type = assert_type = _same


def dataclass_transform(**keywords):
    return _same


def assert_never(value):
    raise AssertionError(f'Expected code to be unreachable, but got: {value!r}')


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    return dict(getattr(obj, '__annotations__', {}))


def get_origin(tp):
    return getattr(tp, '__origin__', None)


def get_args(tp):
    return getattr(tp, '__args__', ())


def NewType(name, tp):
    def new_type(value):
        return value
    new_type.__name__ = new_type.__qualname__ = name
    new_type.__supertype__ = tp
    return new_type


class _TupleMeta(type):
    def __new__(meta, name, bases, body):
        if not bases:
            return type.__new__(meta, name, bases, body)
        from collections import _tuple_class
        fields = list(body.get('__annotations__', {}))
        defaults = {field: body[field] for field in fields if field in body}
        rest = {key: value for key, value in body.items() if key not in defaults}
        return _tuple_class(name, fields, defaults, rest)


class _NamedTuple(metaclass=_TupleMeta):
    pass


class _NamedTupleForm:
    def __call__(self, typename, fields=(), **keywords):
        from collections import namedtuple
        return namedtuple(typename, [name for name, _ in fields or keywords.items()])

    def __mro_entries__(self, bases):
        return (_NamedTuple,)


NamedTuple = _NamedTupleForm()


class _DictMeta(type):
    def __new__(meta, name, bases, body, total=True):
        return type.__new__(meta, name, (dict,), body)


class _TypedDict(metaclass=_DictMeta):
    pass


class _TypedDictForm:
    def __call__(self, typename, fields=None, *, total=True):
        return type(typename, (dict,), {})

    def __mro_entries__(self, bases):
        return (_TypedDict,)


TypedDict = _TypedDictForm()
ForwardRef = str
