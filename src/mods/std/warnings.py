"""warnings: what a script warns of goes to the run's log; filters are kept and mean nothing."""
import _limbeck

filters = []


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    for action, kind in reversed(filters):
        if issubclass(category, kind):
            if action == 'ignore':
                return
            if action == 'error':
                raise message if isinstance(message, Warning) else category(message)
            break
    _limbeck.say('WARNING', 'py.warnings', f'{category.__name__}: {message}')


def warn_explicit(message, category, filename, lineno, *args, **keywords):
    warn(message, category)


def simplefilter(action, category=Warning, lineno=0, append=False):
    filters.append((action, category))


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    if not message and not module:
        filters.append((action, category))


def resetwarnings():
    filters.clear()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record, self._action, self._category = record, action, category

    def __enter__(self):
        self._saved = filters[:]
        if self._action:
            simplefilter(self._action, self._category)
        return [] if self._record else None

    def __exit__(self, *info):
        filters[:] = self._saved
