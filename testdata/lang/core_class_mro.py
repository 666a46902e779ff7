class A:
    def who(self): return ["A"]
class B(A):
    def who(self): return ["B"] + super().who()
class C(A):
    def who(self): return ["C"] + super().who()
class D(B, C):
    def who(self): return ["D"] + super().who()
print(D().who(), [c.__name__ for c in D.__mro__], D.mro() == list(D.__mro__))
try:
    class E(A, B): pass
except TypeError as e: print(e)
try:
    class F(A, A): pass
except TypeError as e: print(e)
try:
    class G(A, object, B): pass
except TypeError as e: print(e)
try:
    class H(bool): pass
except TypeError as e: print(e)
try:
    class I(int, str): pass
except TypeError as e: print(e)
print([c.__name__ for c in A.__subclasses__()])
class X(int): pass
class Y(X): pass
print(Y(5) + 1, type(Y(5)).__name__, Y.__mro__)
