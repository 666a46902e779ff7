class A(Exception):
    pass
class B(Exception):
    def __init__(self, x, y=2):
        self.x = x
        super().__init__(f'{x}-{y}')
class C(Exception):
    def __str__(self):
        return 'custom'
class D(ValueError):
    def __init__(self, *args, code=5):
        super().__init__(*args)
        self.code = code
for e in [A(), A(1), A(1, 2), A('x'), B(1), B(1, y=3), C('q'), D('m', code=7), D(), Exception(None), Exception(''), Exception(Exception('in'))]:
    print(repr(e), str(e), e.args, [str(e)])
    print(f'{e}', f'{e!r}', '%s' % e)
print(issubclass(D, ValueError), D.__mro__)
print(A.__name__, A.__qualname__, A.__module__, A)
try:
    raise B('v')
except B as e:
    print(e.x, e.args)
print(ValueError('a') == ValueError('a'), hash(A()) is not None)
x = ValueError(1, 2)
x.args = ('changed',)
print(x, repr(x))
try:
    raise A
except A as e:
    print(repr(e), e.args)
for bad in [5, 'text', None, object, int]:
    try:
        raise bad
    except TypeError as e:
        print(e)
try:
    raise ValueError from 5
except TypeError as e:
    print(e)
try:
    try:
        1 / 0
    except 'abc':
        pass
except TypeError as e:
    print(e)
try:
    try:
        1 / 0
    except (ValueError, 5):
        pass
except TypeError as e:
    print(e)
print(StopIteration(5).value, SystemExit(3).code, SystemExit().code, KeyError('a').args)
print(OSError(2, 'No such file', 'f.txt'), repr(OSError(2, 'x')), OSError(2, 'x').errno, OSError('q').errno, OSError(2, 'x').strerror)
print(type(OSError(2, 'x')), FileNotFoundError(2, 'x', 'n'), IOError is OSError, EnvironmentError is OSError)
print(UnicodeDecodeError('utf-8', b'\xff', 0, 1, 'bad'), UnicodeEncodeError('ascii', 'é', 0, 1, 'bad'))
print(ImportError('m', name='n', path='p').name, AttributeError('a', name='n', obj=1).name, NameError('x', name='y').name)
print(SyntaxError('bad'), BaseException.__subclasses__ is not None, ArithmeticError.__bases__, LookupError.__subclasses__()[0].__name__)
