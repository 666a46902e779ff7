def t(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, e.args)
def e1(): raise ValueError
def e2(): raise ValueError("a", 1)
def e3(): raise KeyError("k")
def e4(): {}["x"]
def e5(): [][1]
def e6(): 1 / 0
def e7(): int("x")
def e8(): None.foo
def e9(): raise 5
def e10(): raise int
def e11(): assert 0
def e12(): assert 1 > 2, "msg"
def e13(): 1 % 0
def e14(): 1.0 / 0
def e15(): 0 ** -1
def e16(): "a" + 1
def e17(): [1] + (2,)
def e18(): "abc"["x"]
def e19(): [1]["x"]
def e20(): (1,)[5]
def e21(): "a"[5]
def e22(): raise OSError(2, "No such file", "f.txt")
def e23(): raise StopIteration(5)
def e24(): raise SystemError("s")
def e25(): 2.0 ** 5000
def e26(): 1 << -1
def e27(): [1] * "a"
def e28(): {}.nope
def e29(): raise Exception(1, "two", [3])
def e30(): {[]: 1}
for f in [v for k, v in sorted(globals().items()) if k.startswith("e") and k[1:].isdigit()]: t(f)
