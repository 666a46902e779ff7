"""os: the environment and paths, to look at.  Nothing outside can be changed."""
import _limbeck
from os import path
from types import GenericAlias as _GenericAlias

sep, altsep, linesep, pathsep, curdir, pardir, extsep = '/', None, '\n', ':', '.', '..', '.'
name, devnull = 'posix', '/dev/null'
R_OK, W_OK, X_OK, F_OK = 4, 2, 1, 0
error = OSError


class _Environ(dict):
    """The process's environment; what a script sets is seen by scripts only."""

    def get(self, key, default=None):
        _limbeck.asks(1)
        return dict.get(self, key, default)

    def __contains__(self, key):
        _limbeck.asks(1)
        return dict.__contains__(self, key)

    def __iter__(self):
        _limbeck.asks(1)
        return dict.__iter__(self)

    def items(self):
        _limbeck.asks(1)
        return dict.items(self)

    def __getitem__(self, key):
        _limbeck.asks(1)
        if not isinstance(key, str):
            raise TypeError(f'str expected, not {type(key).__name__}')
        return dict.__getitem__(self, key)

    def __setitem__(self, key, value):
        for part in (key, value):
            if not isinstance(part, str):
                raise TypeError(f'str expected, not {type(part).__name__}')
        dict.__setitem__(self, key, value)

    def copy(self):
        return dict(self)

    def __repr__(self):
        return f'environ({dict.__repr__(self)})'


environ = _Environ(_limbeck.environ())


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    environ[key] = value


def unsetenv(key):
    environ.pop(key, None)


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    if hasattr(type(path), '__fspath__'):
        return path.__fspath__()
    raise TypeError('expected str, bytes or os.PathLike object, not ' + type(path).__name__)


class PathLike:
    __class_getitem__ = classmethod(_GenericAlias)


def getcwd():
    return _limbeck.getcwd()


def listdir(path='.'):
    return _limbeck.listdir(fspath(path))


class DirEntry:
    def __init__(self, folder, name):
        self.name, self.path = name, path.join(folder, name)

    def is_dir(self, *, follow_symlinks=True):
        return path.isdir(self.path)

    def is_file(self, *, follow_symlinks=True):
        return path.isfile(self.path)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f'<DirEntry {self.name!r}>'


class _Scan:
    def __init__(self, folder):
        self._entries = iter([DirEntry(folder, name) for name in listdir(folder)])

    def __iter__(self):
        return self._entries

    def __enter__(self):
        return self

    def __exit__(self, *info):
        pass


def scandir(path='.'):
    return _Scan(fspath(path))


def walk(top, topdown=True, onerror=None, followlinks=False):
    top = fspath(top)
    folders, files = [], []
    for entry in listdir(top):
        (folders if path.isdir(path.join(top, entry)) else files).append(entry)
    if topdown:
        yield top, folders, files
    for folder in folders:
        yield from walk(path.join(top, folder), topdown)
    if not topdown:
        yield top, folders, files


def access(path, mode):
    return not mode & W_OK and _limbeck.kind(fspath(path)) is not None


def urandom(n):
    return _limbeck.urandom(n)


def getpid():
    return 1


def cpu_count():
    return 1
