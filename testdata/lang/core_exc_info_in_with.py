class M:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self): print("enter"); return self
    def __exit__(self, t, v, tb):
        print("exit", t and t.__name__, v, tb is not None)
        return self.swallow
with M(True): raise ValueError("gone")
with M(False) as m: print(m.swallow)
try:
    with M(False): raise KeyError("k")
except KeyError as e: print("out", e)
with M(True) as a, M(False) as b: raise TypeError("t")
def f():
    with M(False): return "ret"
print(f())
for i in range(2):
    with M(False):
        if i == 0: continue
        break
class Bad:
    def __enter__(self): raise ValueError("in enter")
    def __exit__(self, *a): print("never")
try:
    with Bad(): pass
except ValueError as e: print(e)
class BadExit:
    def __enter__(self): return self
    def __exit__(self, *a): raise RuntimeError("in exit")
try:
    with BadExit(): raise ValueError("orig")
except RuntimeError as e: print(e, repr(e.__context__))
for bad in (5, object()):
    try:
        with bad: pass
    except TypeError as e: print(e)
class Half:
    def __enter__(self): pass
try:
    with Half(): pass
except TypeError as e: print(e)
with (M(True) as p, M(True) as q): print("paren")
