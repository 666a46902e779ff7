def f(a: int, b: "str" = 1, *c, d=2, **e) -> None:
    """doc
    more"""
    return a
f.x = 5
print(f.__name__, f.__doc__, f.x, f.__dict__, f.__defaults__, f.__kwdefaults__, f.__module__, f.__qualname__)
f.__name__ = "g"; f.__doc__ = None
print(f.__name__, f.__doc__)
def outer():
    def inner(): pass
    return inner
print(outer().__qualname__)
print(f.__globals__ is globals(), callable(f), hasattr(f, "nope"))
try: f.nope
except AttributeError as e: print(e)
del f.x
print(f.__dict__)
class C:
    def m(self): "md"
print(C.m.__name__, C().m.__name__, C.m.__doc__, C().m.__doc__, C().m.__self__.__class__.__name__, C.m.__qualname__)
print(len.__name__, "".join.__name__, [].append.__self__ if False else "")
try: f()
except TypeError as e: print(e)
