# Exceptions: constructors, texts, attributes; a traceback through many kinds of frames.
# exceptions and tracebacks
class E1(Exception):
    def __str__(self): return 'E1 text'
class E2(ValueError):
    def __init__(self, a, b): super().__init__(a); self.b = b
    def __repr__(self): return 'E2!'
def tryit(f, *a):
    try:
        print(f.__name__, f(*a))
    except BaseException as e:
        print(f.__name__, type(e).__name__, str(e), repr(e), e.args, repr(e.__context__), repr(e.__cause__), e.__suppress_context__)
def a1(): raise E1
def a2(): raise E1(1, 2)
def a3(): raise E2('x', 5)
def a4(): raise KeyError('k')
def a5(): raise KeyError
def a6(): raise KeyError(1, 2)
def a7(): raise OSError(2, 'msg')
def a8(): raise OSError(2, 'msg', 'file')
def a9(): raise OSError('only')
def a10(): raise SystemExit(3)
def a11(): raise StopIteration(5)
def a12(): raise UnicodeDecodeError('utf8', b'ab', 0, 1, 'why')
def a13(): raise UnicodeEncodeError('ascii', 'é', 0, 1, 'why')
def a14(): raise ImportError('m', name='n', path='p')
def a15(): raise AttributeError('m', name='n', obj=5)
def a16(): raise NameError('m', name='n')
def a17(): raise SyntaxError('bad', ('f', 1, 2, 'text'))
def a18(): raise ValueError(*range(3))
def a19(): raise Exception(Exception('inner'))
def a20(): raise BaseException('b')
def a21(): raise ExceptionGroup('g', [ValueError(1)])
def a22(): raise ExceptionGroup('g', [])
def a23(): raise ExceptionGroup('g', [1])
def a24(): raise ExceptionGroup(1, [ValueError()])
def a25(): raise ExceptionGroup('g')
def a26(): raise ExceptionGroup('g', [KeyboardInterrupt()])
def a27(): raise BaseExceptionGroup('g', [KeyboardInterrupt(), ValueError()])
def a28(): raise BaseExceptionGroup('g', [ValueError()])
def a29(): return ValueError('a') == ValueError('a'), ValueError(1).args == ValueError(1).args
def a30():
    e = ValueError('a'); e.args = (1, 2); return str(e), repr(e), e.args
def a31():
    e = ValueError('a'); e.args = 5
def a32():
    e = ValueError(); e.__cause__ = 5
def a33():
    e = ValueError(); e.__cause__ = KeyError(); return e.__suppress_context__
def a34():
    e = ValueError(); e.__context__ = 5
def a35():
    e = ValueError(); e.add_note(5)
def a36():
    e = ValueError(); e.add_note('n'); e.add_note('m'); return e.__notes__
def a37(): raise ValueError() from KeyError('c')
def a38():
    try: raise KeyError('x')
    except KeyError:
        try: raise TypeError('y')
        except TypeError: raise ValueError('z')
def a39():
    try: {}['q']
    except KeyError as e:
        e2 = e
    raise e2
def a40():
    try: raise ValueError('v')
    finally: [][0]
def a41(): e = ValueError('x'); raise e from e
def a42():
    try:
        try: raise ValueError('first')
        except ValueError as e: raise e
    except ValueError as e: return repr(e.__context__)
def a43(): return ValueError.__mro__, issubclass(KeyError, LookupError), issubclass(FileNotFoundError, OSError), IOError is OSError
def a44():
    g = ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [TypeError(2), OSError(3)])])
    return g.split(ValueError), g.subgroup(lambda e: isinstance(e, (TypeError, OSError))), g.derive([KeyError()]), g.message, g.exceptions, str(g), repr(g)
def a45(): ValueError(x=1)
def a46(): raise ValueError.with_traceback(ValueError('w'), None)
def a47(): return str(ValueError()), str(ValueError(None)), str(ValueError('')), repr(ValueError('')), str(ValueError(('a',))), str(KeyError('')), str(KeyError()), str(OSError(1, 2)), str(OSError(1)), str(ValueError(b'x')), str(ValueError(ValueError('in')))
def a48(): raise NotImplementedError
def a49(): raise NotImplemented
def a50(): raise type('Dyn', (Exception,), {})('dyn')
def a51(): return [type(e).__name__ for e in (FileNotFoundError(2, 'x'), OSError(2, 'x'), OSError(13, 'x'), OSError(17, 'x'), OSError(999, 'x'), OSError(2))]
def a52():
    e = OSError(2, 'm', 'f1', None, 'f2'); return e.errno, e.strerror, e.filename, e.filename2, str(e)
def a53(): return StopIteration(7).value, StopIteration().value, SystemExit(1, 2).code, SystemExit().code, KeyError('a').args
def a54():
    e = UnicodeDecodeError('utf8', b'abc', 1, 2, 'r'); return e.encoding, e.object, e.start, e.end, e.reason
def a55():
    try: 'é'.encode('ascii')
    except UnicodeError as e: return e.encoding, e.object, e.start, e.end, e.reason, str(e)
def a56():
    try: b'\xff\xfe'.decode()
    except UnicodeError as e: return str(e), e.args
def a57():
    try: undefined_thing
    except NameError as e: return e.name, e.args
def a58():
    try: (5).foo
    except AttributeError as e: return e.name, e.obj, e.args
def a59():
    try: [].appendd(1)
    except AttributeError as e: return str(e)
def a60():
    try: 1 + 'a'
    except TypeError as e: return e.args
for n in range(1, 61): tryit(globals()['a%d' % n])
def outer():
    def inner(x):
        return x['a']['b'][0] + 1
    return [inner(d) for d in [{'a': {'b': []}}]]
def chain():
    try:
        outer()
    except IndexError as e:
        e.add_note('a note\nsecond line')
        raise RuntimeError('wrapped') from e
class Ctx:
    def __enter__(self): return self
    def __exit__(self, *a): raise OSError('in exit')
def gen():
    try: yield 1
    finally: chain()
def deco(f):
    def wrapper(*a, **k):
        return f(
            *a,
            **k)
    return wrapper
@deco
def decorated(n):
    if n: return decorated(n - 1)
    with Ctx():
        for x in gen():
            raise ValueError(
                'multi'
                'line')
lam = lambda: decorated(2)
class Body:
    value = lam()
