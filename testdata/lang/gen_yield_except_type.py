def g(exc):
    try:
        try:
            raise exc
        except (yield 'first'):
            print('first handler')
        except ValueError as e:
            print('value', e)
        except (yield 'third') as e:
            print('third', repr(e))
            yield 'in third'
            raise
        else:
            print('else')
        finally:
            print('finally', (yield 'fin'))
    except Exception as e:
        print('outer', repr(e), repr(e.__context__))
    return 'end'


def drive(it, sends):
    out = []
    try:
        out.append(next(it))
        for s in sends:
            out.append(it.send(s))
    except StopIteration as e:
        out.append(('stop', e.value))
    except BaseException as e:
        out.append((type(e).__name__, str(e)))
    print(out)


drive(g(KeyError('k')), [KeyError, 1])
drive(g(KeyError('k')), [TypeError, LookupError, 2, 3])
drive(g(KeyError('k')), [TypeError, TypeError, 4])
drive(g(ValueError('v')), [TypeError, 5])
drive(g(ValueError('v')), ['no class', 6])


def plain():
    try:
        yield 1
    except (yield 'never asked'):
        pass
    else:
        print('else')


drive(plain(), [0])
