# The generic classes, what is derived from them, and the ones that are not generic.
def show(c, *args):
    try:
        print(c.__name__, c[args or int])
    except TypeError as e:
        print(c.__name__, e)
for c in (object, type, int, bool, float, str, bytes, list, tuple, dict, set, frozenset, range,
          slice, property, classmethod, staticmethod, super, enumerate, filter, map, reversed, zip,
          type(None), type(...), type(show), type(len), type(i for i in ()), Exception, ValueError,
          BaseExceptionGroup, ExceptionGroup, type({}.keys()), type({}.values()), type(iter([])),
          type(type.__dict__), type(int | str), type(list[int]), bytearray, complex, memoryview):
    show(c)
class Meta(type): pass
class Plain(metaclass=Meta): pass
show(Meta)
show(Plain)
# a class is derived from an alias, and is generic in its turn
class Note(tuple['T']):
    __slots__ = ()
    def __new__(cls, value): return super().__new__(cls, (value,))
    def __getitem__(self, i): return super().__getitem__(0)
class Quoted(Note['T']): pass
show(Quoted, int, str)
print(Quoted.__mro__ == (Quoted, Note, tuple, object), Quoted.__bases__, Quoted.__orig_bases__)
print(Quoted(7)[9], Quoted[int](7), Quoted[int].__origin__ is Quoted, Quoted[int].__args__)
class Both(dict, Exception.__class__('Mixed', (), {})): pass
show(Both)
# a class's own comes first and may go on to the inherited one
class Own(list):
    def __class_getitem__(cls, item): return 'own', super().__class_getitem__(item)
class Never(list): __class_getitem__ = None
show(Own)
show(Never)
# written out
print(list.__class_getitem__(int), dict.__class_getitem__((int, str)), hasattr(int, '__class_getitem__'))
print('__class_getitem__' in dir(set), '__class_getitem__' in set.__dict__, [].__class_getitem__(3))
Alias = type(list[int])
class Box:
    def __init__(self, value): self.value = value
    __class_getitem__ = classmethod(Alias)
class Small(Box[int]): pass
print(Box[int], Small[str], Small[str](4).value, Alias(dict, (int, str)) == dict[int, str])
for bad in (lambda: Alias(list), lambda: Alias(list, int, str), lambda: list.__class_getitem__(),
            lambda: list.__class_getitem__(int, str), lambda: type(3)[int], lambda: [1][int]):
    try:
        print(bad())
    except TypeError as e:
        print(e)
