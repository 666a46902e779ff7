def g():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("finally")
x = g(); next(x); x.close(); x.close()
print(list(x))
def stubborn():
    for i in range(2):
        try: yield
        except GeneratorExit: pass
s = stubborn(); next(s)
try: s.close()
except RuntimeError as e: print(e)
def swallow():
    try: yield 1
    except GeneratorExit: return 5
s = swallow(); next(s); print(s.close())
def other():
    try: yield 1
    finally: raise ValueError("in finally")
o = other(); next(o)
try: o.close()
except ValueError as e: print(e)
n = g(); n.close(); print(list(n))
def outer():
    try: yield from inner()
    finally: print("outer fin")
def inner():
    try: yield 1
    finally: print("inner fin")
o = outer(); next(o); o.close()
