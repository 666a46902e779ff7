"""sys: what a script may know of its interpreter, which says that it is CPython 3.11."""
import _limbeck


class _Version(tuple):
    major, minor, micro, releaselevel, serial = (
        property(lambda self, i=i: self[i]) for i in range(5))

    def __repr__(self):
        return ('sys.version_info(major=%d, minor=%d, micro=%d, releaselevel=%r, serial=%d)' %
                tuple(self))


version_info = _Version((3, 11, 7, 'final', 0))
version = '3.11.7 (limbeck)'
hexversion = 0x030b07f0
platform, byteorder, maxsize, maxunicode = 'linux', 'little', 2 ** 63 - 1, 0x10ffff
argv, path, executable, prefix = ['limbeck'], [], '', ''
flags = warnoptions = ()
modules = _limbeck.modules()
float_info = type('float_info', (), {
    'max': 1.7976931348623157e+308, 'min': 2.2250738585072014e-308,
    'epsilon': 2.220446049250313e-16, 'dig': 15, 'mant_dig': 53})()
implementation = type('implementation', (), {'name': 'limbeck', 'version': version_info})()


class _Stream:
    encoding = 'utf-8'

    def __init__(self, is_error):
        self._is_error = is_error

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f'write() argument must be str, not {type(text).__name__}')
        _limbeck.write(text, self._is_error)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False


stdout = __stdout__ = _Stream(False)
stderr = __stderr__ = _Stream(True)


def exit(status=None, /):
    raise SystemExit(status)


def exc_info():
    return _limbeck.exc_info()


def exception():
    return _limbeck.exc_info()[1]


def intern(text):
    return text


def getrecursionlimit():
    return 1000


def setrecursionlimit(limit):
    pass


def getsizeof(obj, default=0):
    return 64


def getdefaultencoding():
    return 'utf-8'


def getfilesystemencoding():
    return 'utf-8'
