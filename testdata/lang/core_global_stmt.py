n = 0
def inc():
    global n, made
    n += 1
    made = "m"
inc(); inc()
print(n, made)
class C:
    global k
    k = 5
print(k, hasattr(C, "k"))
def f():
    global n
    del n
f()
try: n
except NameError as e: print(e)
print(sorted(x for x in globals() if not x.startswith("__")))
