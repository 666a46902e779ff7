"""Context variables of the one context that a script runs in."""
from types import GenericAlias as _GenericAlias

_MISSING = object()


class Token:
    __class_getitem__ = classmethod(_GenericAlias)
    MISSING = _MISSING

    def __init__(self, var, old_value):
        self.var, self.old_value, self._used = var, old_value, False


class ContextVar:
    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, name, *, default=_MISSING):
        if not isinstance(name, str):
            raise TypeError('context variable name must be a str')
        self._name, self._default, self._value = name, default, _MISSING

    @property
    def name(self):
        return self._name

    def get(self, *default):
        for value in (self._value, *default, self._default):
            if value is not _MISSING:
                return value
        raise LookupError(self)

    def set(self, value):
        token = Token(self, self._value)
        self._value = value
        return token

    def reset(self, token):
        if token._used:
            raise RuntimeError(f'{token!r} has already been used once')
        if token.var is not self:
            raise ValueError(f'{token!r} was created by a different ContextVar')
        token._used = True
        self._value = token.old_value
