"""typing_extensions: names that typing has, and those of later Pythons."""
import typing
from typing import *
from typing import ParamSpec as _ParamSpec, TypeVar as _TypeVar


class TypeVar(_TypeVar):
    def __init__(self, name, *constraints, default=None, infer_variance=False, **bounds):
        super().__init__(name, *constraints, **bounds)


class ParamSpec(_ParamSpec):
    def __init__(self, name, *, default=None, **bounds):
        super().__init__(name, **bounds)


def override(method, /):
    return method


def deprecated(message, /, *, category=None, stacklevel=1):
    return lambda what: what
