def f():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            if i == 2: raise ValueError(i)
        except ValueError as e:
            print("caught", e)
            continue
        else: print("else", i)
        finally: print("finally", i)
    else: print("never")
    return "done"
print(f())
def g():
    while True:
        try:
            try: raise KeyError("k")
            finally: break
        except KeyError: print("never")
    return "left by break"
print(g())
def h():
    try: return "first"
    finally:
        try: raise ValueError
        except ValueError: pass
print(h())
def k():
    for i in range(3):
        try: return i
        finally:
            if i < 2: continue
print(k())
def nested():
    out = []
    for i in range(2):
        try:
            for j in range(2):
                try:
                    if j: raise IndexError(j)
                    out.append((i, j))
                finally: out.append("f")
        except IndexError: out.append("x")
    return out
print(nested())
