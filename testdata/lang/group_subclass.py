class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup(self.message + '!', excs)


class Coded(ExceptionGroup):
    def __new__(cls, message, excs, code):
        obj = super().__new__(cls, message, excs)
        obj.code = code
        return obj

    def derive(self, excs):
        return Coded(self.message, excs, self.code)


g = MyGroup('m', [ValueError(1), KeyError(2)])
print(g.split(KeyError), type(g.subgroup(ValueError)))
c = Coded('c', [ValueError(1), KeyError(2)], 7)
m, r = c.split(ValueError)
print(repr(m), m.code, r.code, str(c))
try:
    raise c
except* KeyError as e:
    print(e.code, e.exceptions)
except* Exception as e:
    print('rest', e.code, e.exceptions)
try:
    MyGroup('x', [KeyboardInterrupt()])
except TypeError as e:
    print(e)


class Bad(ExceptionGroup):
    def derive(self, excs):
        return 5


try:
    Bad('b', [ValueError(1), KeyError(1)]).split(ValueError)
except TypeError as e:
    print(e)
print(ExceptionGroup('t', (ValueError(1),)), ExceptionGroup('t', (ValueError(1),)).args)
for cond in [5, 'x', None, int]:
    try:
        g.split(cond)
    except TypeError as e:
        print(e)
print(issubclass(ExceptionGroup, Exception), ExceptionGroup.__bases__)
try:
    raise ExceptionGroup('eg', [OSError(1, 'x')])
except* (OSError, ValueError):
    print('tuple')
try:
    try:
        raise g
    except* 5:
        pass
except TypeError as e:
    print(e)
