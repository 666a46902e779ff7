"""Pydantic's models, as far as revisions use them: classes that are named, and objects whose values
have the very types of their fields.  Whatever would have to be converted, validated or rendered is
refused.
"""
import _limbeck
import copy
import enum
from abc import ABCMeta
from types import GenericAlias as _GenericAlias

_MISSING = object()
_PLAIN = {'str': str, 'int': int, 'float': float, 'bool': bool, 'bytes': bytes}
# What says nothing about values of the right type.
_HARMLESS = {'arbitrary_types_allowed', 'extra', 'from_attributes', 'ignored_types', 'orm_mode',
             'populate_by_name', 'protected_namespaces', 'ser_json_timedelta', 'title',
             'validate_default'}


def _absent(what):
    _limbeck.refuse("'pydantic." + what + "' is used but limbeck does not have it")


class _Field:
    def __init__(self, default, default_factory, more):
        self.default, self.default_factory = _MISSING if default is ... else default, default_factory
        self.more = more


def Field(default=_MISSING, *, default_factory=None, description=None, title=None, examples=None,
          repr=True, exclude=None, json_schema_extra=None, **more):
    return _Field(default, default_factory, more)


class _Check:
    """A function that validates or renders: a class may have it, objects of that class may not."""


def field_validator(*fields, **settings):
    return lambda function: _Check()


field_serializer = model_serializer = model_validator = validator = root_validator = field_validator


def PrivateAttr(default=_MISSING, *, default_factory=None, init=True):
    return _Check()


def computed_field(function=None, **settings):
    return _Check() if function is not None else lambda function: _Check()


def ConfigDict(**settings):
    return settings


def _parts(annotation):
    """The types that an annotation joins, as classes or text; Optional[X] is X | None."""
    if not isinstance(annotation, str):
        return [annotation]
    text = annotation.strip().strip('"\'')
    if text.startswith('Optional[') and text.endswith(']'):
        return _parts(text[len('Optional['):-1]) + ['None']
    return [part.strip().strip('"\'') for part in text.split('|')]


def _fit(value, kind):
    """The value as a field of that type has it, or _MISSING where that is not known."""
    kind = _PLAIN.get(kind, kind) if isinstance(kind, str) else kind
    if value is None:
        return None if kind in ('None', None, type(None)) else _MISSING
    if kind is float and type(value) is int:
        return float(value)
    plain = any(kind is known for known in _PLAIN.values())
    named = isinstance(kind, type) and (issubclass(kind, enum.Enum) or issubclass(kind, BaseModel))
    return value if (plain or named) and type(value) is kind else _MISSING


class TypeAdapter:
    """Types of columns hold one; whatever it would convert or render is refused."""

    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, type, **settings):
        self._type = type

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        _absent('TypeAdapter.' + name)


class _Meta(ABCMeta):
    def __getattr__(cls, name):
        if name.startswith('__'):
            raise AttributeError(name)
        _absent('BaseModel.' + name)


class BaseModel(metaclass=_Meta):
    def __init_subclass__(cls, **settings):
        if settings:
            cls._limbeck_settings = settings

    def __init__(self, /, **data):
        cls = type(self)
        fields = cls._limbeck_fields()
        for name in data:
            if name not in fields:
                _absent('BaseModel with a value that is no field: ' + name)
        for name, (annotation, default) in fields.items():
            self.__dict__[name] = (self._limbeck_value(name, annotation, data[name])
                                   if name in data else self._limbeck_default(name, default))

    @classmethod
    def _limbeck_fields(cls):
        """{name: (annotation, default)}, those of bases first."""
        fields = {}
        for base in reversed(cls.__mro__):
            space = base.__dict__
            for setting in [*space.get('model_config', ()), *space.get('_limbeck_settings', ())]:
                if setting not in _HARMLESS:
                    _absent('ConfigDict(' + setting + '=…)')
            if base is not BaseModel and ('model_post_init' in space or '__get_validators__' in space
                                          or 'Config' in space):
                _absent('BaseModel that validates')
            if any(isinstance(value, _Check) for value in space.values()):
                _absent('BaseModel that validates')
            for name, annotation in space.get('__annotations__', {}).items():
                if name.startswith('_') or name == 'model_config' or 'ClassVar' in str(annotation):
                    continue
                fields[name] = (annotation, space.get(name, _MISSING))
        return fields

    def _limbeck_value(self, name, annotation, value):
        field = type(self)._limbeck_fields()[name][1]
        if isinstance(field, _Field) and field.more:
            _absent('Field(' + sorted(field.more)[0] + '=…)')
        for kind in _parts(annotation):
            fit = _fit(value, kind)
            if fit is not _MISSING:
                return fit
        _absent("BaseModel with a value that its field '" + name + "' may convert")

    def _limbeck_default(self, name, default):
        if isinstance(default, _Field):
            if default.default_factory is not None:
                return default.default_factory()
            default = default.default
        if default is _MISSING:
            _absent("BaseModel without a value for its field '" + name + "'")
        return copy.deepcopy(default) if isinstance(default, (list, dict, set)) else default

    def __setattr__(self, name, value):
        _absent('BaseModel.' + name + ' = …')

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self.__dict__ == other.__dict__

    __hash__ = None

    def __str__(self):
        _absent('BaseModel.__str__()')

    __repr__ = __str__

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        _absent('BaseModel.' + name)
