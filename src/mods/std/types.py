"""types: names of the interpreter's own classes."""


def _function():
    yield


FunctionType = LambdaType = type(_function)
GeneratorType = type(_function())
MethodType = type([].append.__class__.__call__) if False else type(type('_C', (), {
    'm': lambda self: None})().m)
BuiltinFunctionType = BuiltinMethodType = type(len)
NoneType, EllipsisType, NotImplementedType = type(None), type(...), type(NotImplemented)
MappingProxyType = type(type.__dict__)
UnionType = type(int | str)
GenericAlias = type(list[int])
ModuleType = type(__import__('_limbeck'))


class SimpleNamespace:
    def __init__(self, /, **keywords):
        self.__dict__.update(keywords)

    def __eq__(self, other):
        return (self.__dict__ == other.__dict__ if isinstance(other, SimpleNamespace)
                else NotImplemented)

    __hash__ = None

    def __repr__(self):
        name = 'namespace' if type(self) is SimpleNamespace else type(self).__name__
        return f"{name}({', '.join(f'{key}={value!r}' for key, value in self.__dict__.items())})"


class DynamicClassAttribute(property):
    pass


def new_class(name, bases=(), kwds=None, exec_body=None):
    body = {}
    if exec_body is not None:
        exec_body(body)
    return type(name, bases, body, **(kwds or {}))
