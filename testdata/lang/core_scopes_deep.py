x = "module"
def a():
    x = "a"
    def b():
        def c():
            nonlocal x
            x = "changed by c"
            def d():
                global x
                x = "module changed by d"
            d()
            return x
        return c(), x
    return b(), x
print(a(), x)
def counter():
    c = {"n": 0}
    def f():
        c["n"] += 1
        return c["n"]
    return f
f = counter(); f(); print(f())
def gen_closure():
    for i in range(3):
        yield lambda: i
print([g() for g in gen_closure()])
print([g() for g in list(gen_closure())])
def shadow(list): return list
print(shadow(5), list("ab"))
def loop():
    out = []
    for i in range(3):
        def f(i=i): return i
        out.append(f)
    return [f() for f in out]
print(loop())
class K:
    v = 1
    f = lambda self: K.v
    def g(self):
        class Inner:
            def h(s): return self.f()
        return Inner().h()
print(K().g())
def rec(n): return 1 if n == 0 else n * rec(n - 1)
r = rec; rec = None
try: r(2)
except TypeError as e: print(e)
def local_class():
    y = 5
    class C:
        z = y + 1
        def get(self): return y, self.z
    return C().get()
print(local_class(), (lambda: [i for i in range(3) if (lambda: i)() > 0])())
print(locals() is globals(), "x" in locals())
def l(): q = 1; return sorted(locals())
print(l())
