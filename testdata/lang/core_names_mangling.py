class A:
    __x = 1
    def __init__(self): self.__y = 2
    def get(self): return self.__x, self.__y, A.__x
    def __m(self): return "m"
    def call(self): return self.__m()
a = A()
print(a.get(), a.call(), a._A__x, sorted(a.__dict__))
try: a.__x
except AttributeError as e: print(e)
class B(A):
    def b(self): return self.__x
try: B().b()
except AttributeError as e: print(e)
