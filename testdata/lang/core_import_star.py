from _core_all import *
import _core_all
print(a, _b, "c" in globals(), _core_all.c)
from _core_pkg.helper import *
print(value, "_private" in globals())
def f():
    import _core_all as m
    from _core_all import a as aa
    return m.a, aa
print(f())
class C:
    from _core_all import c
print(C.c)
