saved = None
def f():
    global saved
    try: 1 / 0
    except ZeroDivisionError as e: saved = e
f()
try: raise saved
except ZeroDivisionError as e: print(e is saved, e.__traceback__ is not None)
def g(e):
    try: raise e
    except ZeroDivisionError: return "again"
print(g(saved), saved.__context__)
try:
    raise saved from KeyError("cause")
except ZeroDivisionError as e: print(repr(e.__cause__), e.__suppress_context__)
class Ctx:
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        if t: raise ValueError("replaced") from v
try:
    with Ctx(): raise KeyError("original")
except ValueError as e: print(repr(e.__cause__), repr(e.__context__))
try:
    try: raise KeyError(1)
    except KeyError as a:
        try: raise ValueError(2)
        except ValueError as b: raise a
except KeyError as e: print(repr(e), repr(e.__context__), repr(e.__context__.__context__))
