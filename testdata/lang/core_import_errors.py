try: import _core_nowhere
except ImportError as e: print(type(e).__name__, e, e.name)
try: from _core_nowhere import x
except ModuleNotFoundError as e: print(e)
try: import _core_pkg.nowhere
except ImportError as e: print(type(e).__name__, str(e).split(";")[0])
try: from . import x
except ImportError as e: print(e)
def f():
    try:
        import _core_nowhere_either
    except Exception as e:
        return repr(e)
print(f())
try:
    import _core_broken
except ZeroDivisionError as e: print("broken", e)
import _core_getattr as g
print(g.x, g.dyn)
try: g.other
except AttributeError as e: print(e)
from _core_getattr import dyn
print(dyn)
