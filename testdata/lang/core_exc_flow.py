def f(n):
    try:
        print("try", n)
        if n == 1: raise ValueError("one")
        if n == 2: raise KeyError("two")
        if n == 3: return "returned"
        if n == 4: raise TypeError("four")
    except ValueError as e:
        print("value", e)
        return "from except"
    except (KeyError, IndexError) as e:
        print("key", repr(e))
    else:
        print("else")
    finally:
        print("finally")
    return "end"
for i in range(4): print(f(i))
try: f(4)
except TypeError as e: print("outer", e)
def g():
    try: return "try"
    finally: return "finally"
print(g())
def h():
    for i in range(3):
        try: continue
        finally: print("c", i)
    while True:
        try: break
        finally: print("b")
    return "h"
print(h())
def s():
    try: raise ValueError("swallowed")
    finally: return "x"
print(s())
def nested():
    try:
        try: 1 / 0
        finally: print("inner")
    except ZeroDivisionError: print("caught")
    else: print("no")
nested()
def name():
    try: raise ValueError("v")
    except ValueError as e: pass
    try: e
    except UnboundLocalError as x: print(x)
name()
try:
    raise ValueError("x")
except: print("bare")
try:
    try: raise ValueError(1)
    except KeyError: print("no")
except ValueError as e: print("v", e)
try:
    try: 1/0
    except 5: pass
except TypeError as e: print(e)
