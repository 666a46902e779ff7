def make(n):
    try:
        raise ValueError(n)
    except ValueError as e:
        return e


def chained():
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as e:
        try:
            raise KeyError('k') from e
        except KeyError as k:
            return k


inner = ExceptionGroup('inner', [make(1), ExceptionGroup('deep', [make(2), TypeError('plain')])])
inner.add_note('a note\non two lines')
try:
    raise ExceptionGroup('outer', [make(3), inner, chained(), make(4)])
except ExceptionGroup as e:
    raise RuntimeError('after') from e
