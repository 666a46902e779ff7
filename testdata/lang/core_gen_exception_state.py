import_error = None
def g():
    try: raise ValueError("in gen")
    except ValueError:
        yield 1
        try: raise
        except ValueError as e: yield str(e)
try: raise KeyError("outer")
except KeyError:
    x = g()
    print(next(x))
    try: raise
    except KeyError as e: print("still", e)
    print(next(x))
def h():
    yield 1
    raise RuntimeError("from gen")
def drive():
    for v in h(): print(v)
drive()
