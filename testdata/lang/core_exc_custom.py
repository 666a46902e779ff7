class MyErr(Exception):
    def __init__(self, code, msg):
        super().__init__(msg)
        self.code = code
    def __str__(self): return f"[{self.code}] {super().__str__()}"
class Sub(MyErr): pass
try: raise Sub(5, "hello")
except MyErr as e: print(e, e.code, e.args, repr(e))
class Plain(ValueError):
    "doc"
print(issubclass(Plain, Exception), Plain.__mro__)
try: raise Plain("a", "b")
except ValueError as e: print(e, repr(e))
class Kw(Exception):
    def __init__(self, *, reason): self.reason = reason
try: raise Kw(reason="r")
except Kw as e: print(e.reason, e.args, repr(e), str(e) == "")
try: raise Kw()
except TypeError as e: print(e)
try: Exception(x=1)
except TypeError as e: print(e)
class Multi(KeyError, AttributeError): pass
try: raise Multi("m")
except AttributeError as e: print(str(e))
e = Exception("a"); e.args = (1, 2); print(e, e.args)
print(repr(Exception()), str(Exception()), repr(KeyError("k")), str(KeyError("k")), str(KeyError(1, 2)))
print(Exception("a") == Exception("a"), isinstance(e, BaseException))
try: raise SystemExit(3)
except SystemExit as e: print(e.code, repr(e))
try: exit(4)
except SystemExit as e: print(e.code)
print(StopIteration(5).value, ImportError("m", name="n").name, OSError(1, "x").errno, str(OSError(1, "x")), FileNotFoundError(2, "No", "f"))
