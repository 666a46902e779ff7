def g(n):
    for i in range(n):
        for j in range(n):
            if j == 2: break
            if i == j: continue
            yield i, j
        else:
            yield "else", i
    else:
        yield "outer else"
    while True:
        with M():
            if (yield "w") == "stop": break
    if (yield "q"): yield "truthy"
    else: yield "falsy"
    match (yield "m"):
        case 1: yield "one"
        case [a, b]: yield b; yield a
        case _: yield "other"
    try: yield "t1"; raise KeyError("x")
    except KeyError as e:
        yield "t2"; yield str(e)
    else: yield "no"
    finally: yield "t3"
class M:
    def __enter__(self): print("in")
    def __exit__(self, *a): print("out")
x = g(3)
out = []
try:
    v = None
    while True:
        r = x.send(v)
        out.append(r)
        v = {"w": "stop", "q": 0, "m": [1, 2]}.get(r) if isinstance(r, str) else None
except StopIteration: pass
print(out)
