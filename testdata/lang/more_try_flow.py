def f(n):
    try:
        if n == 0: return 'try'
        if n == 1: raise ValueError('v')
        if n == 2: raise KeyError('k')
        if n == 3: raise SystemExit(4)
    except ValueError as e:
        return 'except ' + str(e)
    except (KeyError, IndexError):
        raise
    else:
        return 'else'
    finally:
        print('finally', n)
for i in range(5):
    try:
        print(f(i))
    except BaseException as e:
        print('out', repr(e))
def g():
    for i in range(3):
        try:
            if i == 1: continue
            print('body', i)
        finally:
            print('fin', i)
            if i == 2: break
    else:
        print('never')
    while True:
        try:
            return 'ret'
        finally:
            break
    return 'after'
print(g())
def h():
    try:
        try:
            1 / 0
        finally:
            return 'swallowed'
    finally:
        print('outer')
print(h())
def k():
    try:
        raise ValueError('a')
    except ValueError as e:
        try:
            raise TypeError('b') from e
        except TypeError as t:
            err = t
    try:
        e
    except UnboundLocalError as u:
        print(u)
    return err
r = k()
print(repr(r), repr(r.__cause__), r.__suppress_context__)
try:
    raise
except RuntimeError as e:
    print(e)
def deep():
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError:
            pass
        raise
try:
    deep()
except ValueError as e:
    print(e, repr(e.__context__))
class CM:
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        print('exit', t and t.__name__, v, tb is not None)
        return t is ValueError
def w(n):
    with CM() as c, CM():
        if n == 0: return 'r'
        if n == 1: raise ValueError('swallow')
        if n == 2: raise KeyError('pass')
    return 'end'
for i in range(4):
    try:
        print(w(i))
    except KeyError as e:
        print('out', e)
def lam():
    try:
        return (lambda: 1 / 0)()
    except ZeroDivisionError as e:
        return str(e)
print(lam())
assert True, 'no'
def exec_assert(v, *m):
    try:
        if m: assert v, m[0]
        else: assert v
    except AssertionError as e:
        print(repr(e), e.args)
exec_assert(0); exec_assert(0, 'msg'); exec_assert([], (1, 2)); exec_assert(None, None); exec_assert(1)
