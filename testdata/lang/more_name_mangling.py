class A:
    __x = 1
    __y__ = 2
    _z = 3
    def __init__(self):
        self.__p = 'private'
        self.__q__ = 'dunder'
    def get(self):
        return self.__p, self.__x, __class__.__name__
    def __m(self):
        return 'm'
    def call(self):
        return self.__m()
    def kw(self, __a=5):
        return __a
    def loc(self):
        __v = 1
        return [__v for __v in range(2)], sorted(locals())
    class __Inner:
        __n = 1
        def f(self):
            return self.__n
    inner = __Inner
class B(A):
    __x = 'B'
    def getb(self):
        return self.__x
a = A()
print(a.get(), a.call(), a.kw(), a.kw(_A__a=6), a.loc())
print(sorted(k for k in vars(A) if 'x' in k or 'y' in k or 'Inner' in k or '__m' in k), vars(a))
print(B().getb(), B()._A__x, B()._B__x, A.inner.__name__, A.inner().f(), A.inner.__qualname__)
try:
    a.__p
except AttributeError as e:
    print(e)
class _C:
    __d = 1
    e = __d
print(_C._C__d, _C.e)
class __:
    __x = 1
print(__.__x)
class G:
    def f(self):
        global __glob
        __glob = 1
        try:
            import __nomodule_xx
            __nomodule_xx.y
        except ImportError as e:
            pass
G().f()
print([k for k in globals() if 'glob' in k])
