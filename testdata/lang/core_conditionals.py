for v in (0, 1, "", "a", [], [0], {}, None, 0.0, -1, (), range(0), range(1)):
    print(repr(v), "T" if v else "F", not v, v and 1, v or 2)
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 3 > 2 >= 2 != 1)
def t(n): print("t", n); return n
print(t(1) < t(0) < t(5))
print(t(0) or t(2) and t(3))
x = 5
if x < 3: print("a")
elif x < 6: print("b")
elif x < 9: print("c")
else: print("d")
class Odd:
    def __lt__(self, o): return []
    def __bool__(self): return False
print(Odd() < 1 < 2, bool(Odd()))
class BadBool:
    def __bool__(self): return 3
try: bool(BadBool())
except TypeError as e: print(e)
class BadLen:
    def __len__(self): return -1
try: bool(BadLen())
except ValueError as e: print(e)
