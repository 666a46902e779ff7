"""logging: what scripts log goes to the run's own log, by level.  No files and no formats."""
import _limbeck

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
_names = {50: 'CRITICAL', 40: 'ERROR', 30: 'WARNING', 20: 'INFO', 10: 'DEBUG', 0: 'NOTSET'}
_levels = {'CRITICAL': 50, 'FATAL': 50, 'ERROR': 40, 'WARN': 30, 'WARNING': 30, 'INFO': 20,
           'DEBUG': 10, 'NOTSET': 0}
raiseExceptions = True
BASIC_FORMAT = '%(levelname)s:%(name)s:%(message)s'


def getLevelName(level):
    return _names.get(level) or _levels.get(level) or f'Level {level}'


def getLevelNamesMapping():
    return dict(_levels)


def addLevelName(level, name):
    _names[level], _levels[name] = name, level


def _check_level(level):
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError(f'Level not an integer or a valid string: {level!r}')
    if level not in _levels:
        raise ValueError(f'Unknown level: {level!r}')
    return _levels[level]


class LogRecord:
    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None):
        if len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        self.name, self.levelno, self.levelname = name, level, getLevelName(level)
        self.msg, self.args, self.exc_info = msg, args, exc_info

    def getMessage(self):
        return str(self.msg) % self.args if self.args else str(self.msg)


class Filter:
    def __init__(self, name=''):
        self.name = name

    def filter(self, record):
        return True


class Formatter:
    def __init__(self, fmt=None, datefmt=None, style='%', validate=True, *, defaults=None):
        self._fmt = fmt or '%(message)s'

    def format(self, record):
        return self._fmt % {**record.__dict__, 'message': record.getMessage(), 'asctime': ''}


class Handler:
    """Kept and never asked: the run's log takes every record."""

    def __init__(self, *args, **keywords):
        self.level, self.filters = NOTSET, []

    def setLevel(self, level):
        self.level = _check_level(level)

    def setFormatter(self, fmt):
        self.formatter = fmt

    def addFilter(self, filter):
        self.filters.append(filter)

    def removeFilter(self, filter):
        if filter in self.filters:
            self.filters.remove(filter)

    def flush(self):
        pass

    close = flush


class StreamHandler(Handler):
    pass


class NullHandler(Handler):
    pass


class Logger:
    def __init__(self, name, level=NOTSET):
        self.name, self.level, self.parent = name, _check_level(level), None
        self.handlers, self.filters, self.disabled, self.propagate = [], [], False, True

    def setLevel(self, level):
        self.level = _check_level(level)

    def getEffectiveLevel(self):
        logger = self
        while logger:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        return not self.disabled and level > _disabled and level >= self.getEffectiveLevel()

    def log(self, level, msg, *args, exc_info=None, stack_info=False, stacklevel=1, extra=None):
        if not isinstance(level, int):
            raise TypeError('level must be an integer')
        if self.isEnabledFor(level):
            record = LogRecord(self.name, level, '', 0, msg, args, exc_info)
            _limbeck.say(record.levelname, self.name, record.getMessage())

    def debug(self, msg, *args, **keywords):
        self.log(DEBUG, msg, *args, **keywords)

    def info(self, msg, *args, **keywords):
        self.log(INFO, msg, *args, **keywords)

    def warning(self, msg, *args, **keywords):
        self.log(WARNING, msg, *args, **keywords)

    warn = warning

    def error(self, msg, *args, **keywords):
        self.log(ERROR, msg, *args, **keywords)

    def exception(self, msg, *args, exc_info=True, **keywords):
        self.log(ERROR, msg, *args, **keywords)

    def critical(self, msg, *args, **keywords):
        self.log(CRITICAL, msg, *args, **keywords)

    fatal = critical

    def addHandler(self, handler):
        self.handlers.append(handler)

    def removeHandler(self, handler):
        if handler in self.handlers:
            self.handlers.remove(handler)

    def hasHandlers(self):
        return True

    def addFilter(self, filter):
        self.filters.append(filter)

    def removeFilter(self, filter):
        if filter in self.filters:
            self.filters.remove(filter)

    def getChild(self, suffix):
        return getLogger(suffix if self is root else f'{self.name}.{suffix}')

    def __repr__(self):
        return f'<{type(self).__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>'


class RootLogger(Logger):
    pass


class LoggerAdapter:
    def __init__(self, logger, extra=None):
        self.logger, self.extra = logger, extra

    def __getattr__(self, name):
        return getattr(self.logger, name)


root = RootLogger('root', WARNING)
_loggers, _disabled = {}, 0
lastResort = None


def getLogger(name=None):
    if not name or name == 'root':
        return root
    if not isinstance(name, str):
        raise TypeError('A logger name must be a string')
    if name not in _loggers:
        logger = _loggers[name] = Logger(name)
        logger.parent = getLogger(name.rpartition('.')[0])
    return _loggers[name]


def basicConfig(*, level=None, **keywords):
    if level is not None and (not root.handlers or keywords.get('force')):
        root.setLevel(level)
    root.handlers.append(NullHandler())


def disable(level=CRITICAL):
    global _disabled
    _disabled = level


def getLoggerClass():
    return Logger


def shutdown():
    pass


def captureWarnings(capture):
    pass


getLogger('alembic').setLevel(INFO)
log, debug, info, warning, warn, error, exception, critical, fatal = (
    root.log, root.debug, root.info, root.warning, root.warning, root.error, root.exception,
    root.critical, root.critical)
