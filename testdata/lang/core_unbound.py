x = 1
def f():
    print(x)
    x = 2
try: f()
except UnboundLocalError as e: print(e)
def g():
    if False: y = 1
    return y
try: g()
except UnboundLocalError as e: print(type(e).__name__, e)
def h():
    def i(): return z
    try: i()
    except NameError as e: print(e)
    z = 1
h()
try: undefined
except NameError as e: print(e, e.name)
def d():
    a = 1
    del a
    try: a
    except UnboundLocalError as e: print(e)
    try: del a
    except UnboundLocalError as e: print(e)
d()
try: del nothing
except NameError as e: print(e)
for i in []: pass
try: i
except NameError as e: print(e)
