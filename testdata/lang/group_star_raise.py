# raise in except*: what is passed on, what is wrapped.

def show(e, d=0):
    print(' ' * d + type(e).__name__, e.args if not isinstance(e, BaseExceptionGroup) else e.message, 'ctx', type(e.__context__).__name__, 'cause', type(e.__cause__).__name__)
    if isinstance(e, BaseExceptionGroup):
        for x in e.exceptions: show(x, d + 2)
def run(f):
    try:
        f()
    except BaseException as e:
        print(f.__name__); show(e)
def mk(): return ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [TypeError(2), ValueError(3)])])
def a():
    try: raise mk()
    except* Exception as e: raise e
def b():
    try: raise mk()
    except* Exception as e: raise
def c():
    try: raise mk()
    except* ValueError as e: raise e
def d():
    try: raise mk()
    except* ValueError as e: raise
def e():
    try: raise mk()
    except* (ValueError, TypeError) as e: raise e
def f():
    try: raise mk()
    except* (ValueError, TypeError) as e: raise
def g():
    try: raise mk()
    except* ValueError as e: raise e
    except* TypeError as e: raise e
def h():
    try: raise mk()
    except* ValueError as e: raise
    except* TypeError as e: raise
def i():
    try: raise mk()
    except* ValueError as e: raise e from None
def j():
    try: raise mk()
    except* ValueError as e: raise e from KeyError(5)
def k():
    try: raise mk()
    except* ValueError as e: raise e.exceptions[0]
def l():
    try: raise mk()
    except* Exception as e: raise e.exceptions[1]
def m():
    try: raise ValueError('naked')
    except* ValueError as e: raise e
def n():
    try: raise ValueError('naked')
    except* ValueError as e: raise
def o():
    try: raise ValueError('naked')
    except* ValueError as e: raise e.exceptions[0]
def p():
    try: raise mk()
    except* ValueError as e: raise KeyError('k')
def q():
    g = mk()
    try: raise g
    except* Exception as e:
        print(e is g)
        e.add_note('n')
        raise e
def r():
    g = mk()
    try: raise g
    except* ValueError as e:
        e.add_note('n')
        raise
def s():
    g = mk()
    try:
        try: raise g
        except* ValueError as e:
            try: raise e
            except* ValueError as e2: raise e2
    except* TypeError: print('t')
def helper(e): raise e
def t():
    try: raise mk()
    except* Exception as e: helper(e)
def u():
    try: raise mk()
    except* ValueError as e: helper(e)
def v():
    try: raise mk()
    except* ValueError as e:
        try: raise e
        finally: pass
def w():
    g = mk()
    try: raise g
    except* Exception as e: raise g
def x():
    g = mk()
    try: raise g
    except* ValueError as e: raise g
def y():
    try: raise mk()
    except* ValueError as e:
        x = e
    raise x
def z():
    for i in range(2):
        try: raise mk()
        except* ValueError as e:
            pass
        except* TypeError: pass
    try: raise mk()
    except* ValueError: raise
    else: print('else')
    finally: print('fin')
for fn in (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z): run(fn)
