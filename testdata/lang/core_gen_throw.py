def g():
    while True:
        try:
            x = yield 1
            print("x", x)
        except ValueError as e:
            print("caught", e)
            yield "recovered"
i = g()
print(next(i), i.throw(ValueError("v")), next(i))
print(i.throw(ValueError, "by class"))
try: i.throw(KeyError("k"))
except KeyError as e: print("out", e)
try: next(i)
except StopIteration: print("done")
n = g()
try: n.throw(ValueError("unstarted"))
except ValueError as e: print(e)
def fin():
    try: yield 1
    finally: print("fin"); yield 2
f = fin(); next(f)
print(f.throw(KeyError("x")))
try: next(f)
except KeyError as e: print("after", e)
def d():
    try: yield from e()
    except ZeroDivisionError: yield "d caught"
def e():
    try: yield 1
    except ValueError: 1 / 0
k = d(); next(k); print(k.throw(ValueError()))
