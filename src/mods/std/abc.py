"""abc: abstract classes.  Abstract methods bar instantiation; nothing is registered."""


def abstractmethod(function):
    function.__isabstractmethod__ = True
    return function


class abstractproperty(property):
    __isabstractmethod__ = True


abstractclassmethod, abstractstaticmethod = classmethod, staticmethod


def _is_abstract(value):
    if isinstance(value, property):
        return any(getattr(f, '__isabstractmethod__', False)
                   for f in (value.fget, value.fset, value.fdel) if f)
    value = getattr(value, '__func__', value)
    return getattr(value, '__isabstractmethod__', False)


class ABCMeta(type):
    def __new__(meta, name, bases, body, **keywords):
        cls = type.__new__(meta, name, bases, body, **keywords)
        names = {key for key, value in body.items() if _is_abstract(value)}
        for base in bases:
            for key in getattr(base, '__abstractmethods__', ()):
                if _is_abstract(getattr(cls, key, None)):
                    names.add(key)
        cls.__abstractmethods__ = frozenset(names)
        cls._registered = []
        return cls

    def register(cls, subclass):
        cls._registered.append(subclass)
        return subclass

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        hook = getattr(cls, '__subclasshook__', None)
        answer = hook(subclass) if hook else NotImplemented
        if answer is not NotImplemented:
            return answer
        if cls in subclass.__mro__:
            return True
        return any(issubclass(subclass, other) for other in cls._registered + cls.__subclasses__())


class ABC(metaclass=ABCMeta):
    pass


def update_abstractmethods(cls):
    return cls
