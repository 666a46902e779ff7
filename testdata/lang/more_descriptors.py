class Typed:
    def __init__(self, kind):
        self.kind = kind
    def __set_name__(self, owner, name):
        print('set_name', owner.__name__, name)
        self.name = '_' + name
    def __get__(self, obj, cls=None):
        if obj is None:
            return self
        return getattr(obj, self.name, 'unset')
    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f'{self.name[1:]} wants {self.kind.__name__}')
        setattr(obj, self.name, value)
    def __delete__(self, obj):
        print('delete', self.name)
        delattr(obj, self.name)
class NonData:
    def __get__(self, obj, cls):
        return ('nondata', obj is None, cls.__name__)
class A:
    x = Typed(int)
    y = Typed(str)
    z = NonData()
a = A()
print(a.x, a.z, A.z, type(A.x).__name__)
a.x = 5
print(a.x, a.__dict__)
a.z = 'instance'
print(a.z)
a.__dict__['x'] = 99
print(a.x)
del a.x
print(a.x)
try:
    a.y = 5
except TypeError as e:
    print(e)
try:
    del a.x
except AttributeError as e:
    print(e)
class P:
    def __init__(self):
        self._v = 1
    @property
    def v(self):
        "doc of v"
        return self._v
    @v.setter
    def v(self, n):
        self._v = n * 2
    @v.deleter
    def v(self):
        print('deleting')
        self._v = None
    @property
    def ro(self):
        return 'ro'
    w = property(lambda self: 'w', doc='w doc')
    only_set = property(None, lambda self, v: print('set', v))
p = P()
p.v = 5
print(p.v)
del p.v
print(p.v, P.v.__doc__, P.w.__doc__, P.v.fget.__name__, p.w)
for f in [lambda: setattr(p, 'ro', 1), lambda: delattr(p, 'ro'), lambda: p.only_set, lambda: delattr(p, 'only_set')]:
    try:
        f()
    except AttributeError as e:
        print(e)
p.only_set = 3
class Q(P):
    @P.v.getter
    def v(self):
        return 'Q'
    @property
    def ro(self):
        return super().ro + '!'
print(Q().v, Q().ro)
class Broken:
    @property
    def x(self):
        return self.missing
    def __getattr__(self, n):
        return 'fallback ' + n
print(Broken().x, Broken().y)
