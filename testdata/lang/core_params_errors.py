def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def dflt(a, b=1): pass
def kwo(*, x, y): pass
def kwod(*, x, y=1): pass
def posonly(a, b, /): pass
def kwmix(a, *, k=1): pass
class C:
    def m(self, a): pass
    @classmethod
    def c(cls, a): pass
    @staticmethod
    def s(a): pass
cases = [
    lambda: none(1), lambda: none(1, 2), lambda: one(), lambda: one(1, 2), lambda: two(), lambda: two(1),
    lambda: three(), lambda: dflt(), lambda: dflt(1, 2, 3), lambda: kwo(), lambda: kwo(x=1), lambda: kwod(),
    lambda: posonly(a=1, b=2), lambda: posonly(1, b=2), lambda: one(b=1), lambda: one(1, a=2), lambda: kwmix(1, 2),
    lambda: kwmix(1, 2, k=3), lambda: C().m(), lambda: C().m(1, 2), lambda: C.m(), lambda: C.c(), lambda: C.s(),
    lambda: C().m(b=1), lambda: kwo(1, x=2, y=3), lambda: three(1, c=3),
]
for c in cases:
    try:
        c()
        print("fine")
    except TypeError as e:
        print(e)
