class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        Base.subs.append((cls.__name__, tag))
class A(Base, tag="a"): pass
class B(A): pass
class C(B, tag="c"): pass
print(Base.subs, A.tag, B.tag, C.tag)
try:
    class D(Base, other=1): pass
except TypeError as e: print(e)
class G:
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(G[int], G["x", 1])
print(list[int], dict[str, int], tuple[int, ...], list[list[int]])
print(int | None, int | str | None, isinstance(5, int | str), isinstance("", int | None), (int | str) == (str | int))
try: int[0]
except TypeError as e: print(e)
