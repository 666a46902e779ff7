print(0 or "", [] or {}, None or 0 or "x", 1 and 2 and 3, 1 and [] and 3, not [], not not 5)
print("a" if [] else "b", ("x", "y")[True], [1, 2][False])
def side(v, out=[]): out.append(v); return v
side(0) and side(1); side(2) or side(3)
print(side.__defaults__[0])
a = b = None
a = a or "default"
print(a, b is None, a is not b, None == 0, None != False, 0 == False, "" == None)
print(any([]), all([]), any([0, "", 1]), all([1, "a", [0]]))
print(1 if 0 else 2 if 0 else 3, (lambda: 1 if True else 2)())
print(True == 1, True is 1 if False else "skip", isinstance(True, int), True + 1, sum([True, True]))
