"""traceback: exceptions as text, as the interpreter prints them."""
import _limbeck
import sys


def _given(exc, value):
    """The exception of the old (type, value, traceback) and the new notation."""
    return value if isinstance(value, BaseException) else exc


def format_exception(exc, /, value=None, tb=None, limit=None, chain=True):
    return _limbeck.exc_text(_given(exc, value)).splitlines(True)


def format_exception_only(exc, /, value=None):
    exc = _given(exc, value)
    text = str(exc)
    name = type(exc).__qualname__
    if type(exc).__module__ not in ('builtins', '__main__'):
        name = f'{type(exc).__module__}.{name}'
    return [f'{name}: {text}\n' if text else f'{name}\n']


def format_exc(limit=None, chain=True):
    exc = sys.exception()
    return 'NoneType: None\n' if exc is None else _limbeck.exc_text(exc)


def print_exception(exc, /, value=None, tb=None, limit=None, file=None, chain=True):
    (file or sys.stderr).write(_limbeck.exc_text(_given(exc, value)))


def print_exc(limit=None, file=None, chain=True):
    (file or sys.stderr).write(format_exc())
