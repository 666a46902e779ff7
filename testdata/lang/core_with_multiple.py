class M:
    def __init__(self, n, log, swallow=False, fail=None):
        self.n, self.log, self.swallow, self.fail = n, log, swallow, fail
    def __enter__(self):
        self.log.append("+" + self.n)
        if self.fail == "enter": raise ValueError("enter " + self.n)
        return self.n
    def __exit__(self, t, v, tb):
        self.log.append("-" + self.n + (":" + t.__name__ if t else ""))
        if self.fail == "exit": raise ValueError("exit " + self.n)
        return self.swallow
log = []
with M("a", log) as x, M("b", log) as y: log.append(x + y)
print(log); log.clear()
try:
    with M("a", log), M("b", log, fail="enter"): pass
except ValueError as e: print(e, log)
log.clear()
with M("a", log, swallow=True), M("b", log, fail="exit"): raise KeyError
print(log); log.clear()
try:
    with M("a", log), M("b", log), M("c", log): raise KeyError("k")
except KeyError: print(log)
log.clear()
def f():
    for i in range(3):
        with M(str(i), log):
            if i == 1: return "returned"
print(f(), log); log.clear()
d = {}
with M("t", log) as d["k"]: pass
with M("u", log) as (p, *q): pass
print(d, p, q)
