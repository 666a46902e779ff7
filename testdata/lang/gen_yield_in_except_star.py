# yield inside except*, in its types and bodies.

def finish(g):
    while True:
        try: return g.close()
        except BaseException as e: print(repr(e))
def mk(): return ExceptionGroup('g', [ValueError(1), TypeError(2), KeyError(3)])
def a():
    try:
        raise mk()
    except* ValueError as e:
        x = yield ('v', e.exceptions)
        print('got', x, e.exceptions)
        y = yield 'v2'
        print(y)
    except* (TypeError, KeyError) as e:
        yield ('t', e.exceptions)
        raise
    finally:
        yield 'fin'
g = a()
try:
    print(next(g)); print(g.send(5)); print(g.send(6)); print(next(g)); print(next(g))
except ExceptionGroup as e: print('out', repr(e))
def b():
    for i in range(3):
        try:
            raise ExceptionGroup('b%d' % i, [ValueError(i), OSError(i)])
        except* ValueError as e:
            yield i, e.message, [str(x) for x in e.exceptions]
            try:
                yield 'inner'
            except RuntimeError as r: print('thrown in', r, repr(r.__context__))
        except* OSError:
            yield 'os'
            continue_ = True
print(list(b()))
g = b(); next(g)
print(next(g)); print(g.throw(RuntimeError('boo'))); print(next(g))
finish(g)
k = b(); next(k)
try: k.throw(KeyError('k'))
except BaseException as e: print(repr(e), repr(e.__context__))
finish(k)
def c():
    try: raise mk()
    except* (yield 'type1'): print('first'); yield 'in'
    except* (yield 'type2') as e: print('second', e.exceptions); (yield 'x')
g = c()
try:
    print(next(g)); print(g.send(ValueError)); print(g.send(None)); print(g.send((TypeError, KeyError))); print(next(g))
except StopIteration: print('end')
g = c()
try:
    print(next(g)); print(g.send(Exception)); print(next(g)); print(g.send(5))
except BaseException as e: print(repr(e), repr(e.__context__))
def d():
    try: raise mk()
    except* Exception: print('all')
    except* print('evaluated') or TypeError: print('never')
d()
def d2():
    try: raise mk()
    except* Exception: print('all')
    except* 5: print('never')
try: d2()
except BaseException as e: print(repr(e))
def e():
    try: raise mk()
    except* ValueError:
        yield from (1, 2)
        raise OSError('new')
    except* TypeError as t:
        yield t
        raise t
try:
    for x in e(): print(repr(x))
except BaseException as x: print(repr(x), [repr(y.__context__) for y in x.exceptions])
def f():
    try: raise ValueError('naked')
    except* ValueError as e:
        yield e
        raise
try:
    for x in f(): print(repr(x))
except BaseException as x: print(repr(x))
def gg():
    try:
        yield 1
    except* GeneratorExit as e: print('closing', repr(e)); raise
g = gg(); next(g)
try: g.close(); print('closed')
except BaseException as e: print(repr(e))
def h():
    try: raise mk()
    except* ValueError:
        try: raise mk()
        except* TypeError:
            yield sys_exc()
        except* KeyError: yield sys_exc()
    except* TypeError: yield 'outer t'
def sys_exc(): return 1
try:
    for x in h(): print(x)
except BaseException as e: print(repr(e), repr(e.__context__))
