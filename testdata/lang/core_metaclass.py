class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        print("Meta.new", name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("Meta.init", name)
        super().__init__(name, bases, ns)
    def __call__(cls, *a):
        print("Meta.call", a)
        return super().__call__(*a)
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print("prepare", name, kw)
        return {"prepared": 1}
    def __len__(cls): return 99
    def __iter__(cls): return iter("xyz")
    def __getitem__(cls, k): return k * 2
    def __contains__(cls, k): return k == 1
    def __repr__(cls): return f"<Meta {cls.__name__}>"
    def meth(cls): return cls.__name__ + ".meth"
    @property
    def prop(cls): return "prop of " + cls.__name__
class A(metaclass=Meta, opt=1):
    x = 1
    def __init__(self, v): self.v = v
class B(A): pass
print(type(A), type(B), A.prepared, len(A), list(A), A["q"], 1 in A, A, A.meth(), B.prop)
print(B(5).v, isinstance(A, Meta), isinstance(B(1), A))
try: A(1).meth
except AttributeError as e: print(e)
class Inst(type):
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, o): return o is int
class I(metaclass=Inst): pass
print(isinstance(5, I), isinstance(6, I), issubclass(int, I), issubclass(str, I))
class M2(type): pass
try:
    class X(A, metaclass=M2): pass
except TypeError as e: print(e)
T = type("T", (A,), {"y": 7})
print(T.y, T.__name__, type(T))
print(type("Plain", (), {})().__class__.__name__)
def fake(name, bases, ns): return (name, bases, sorted(k for k in ns if k[0] != "_"))
class Z(metaclass=fake):
    q = 1
print(Z)
