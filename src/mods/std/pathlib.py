"""pathlib: paths as objects, to read what is below the project."""
import _limbeck
import os as _os
from io import open as _open


class PurePath:
    __slots__ = ('_text',)

    def __new__(cls, *parts):
        self = object.__new__(cls)
        text = _os.path.join('', *map(_os.fspath, parts)) if parts else ''
        lead = '/' if text.startswith('/') else ''
        self._text = lead + '/'.join(p for p in text.split('/') if p and p != '.') or '.'
        return self

    def __fspath__(self):
        return self._text

    def __str__(self):
        return self._text

    def __repr__(self):
        name = type(self).__name__
        return f"{'PosixPath' if name == 'Path' else name}({self._text!r})"

    def as_posix(self):
        return self._text

    def __truediv__(self, other):
        if not isinstance(other, (str, PurePath)):
            return NotImplemented
        return type(self)(self, other)

    def __rtruediv__(self, other):
        return type(self)(other, self)

    def joinpath(self, *others):
        return type(self)(self, *others)

    @property
    def parts(self):
        names = tuple(p for p in self._text.split('/') if p and p != '.')
        return ('/',) + names if self._text.startswith('/') else names

    @property
    def name(self):
        parts = self.parts
        return '' if not parts or parts[-1] == '/' else parts[-1]

    @property
    def suffix(self):
        name = self.name
        i = name.rfind('.')
        return name[i:] if 0 < i < len(name) - 1 else ''

    @property
    def suffixes(self):
        name = self.name
        return [] if name.endswith('.') else ['.' + s for s in name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        name, suffix = self.name, self.suffix
        return name[:len(name) - len(suffix)] if suffix else name

    @property
    def parent(self):
        head = _os.path.dirname(self._text)
        return type(self)(head or ('.' if self._text != '.' else '.'))

    @property
    def parents(self):
        found, path = [], self
        while path.parent != path:
            path = path.parent
            found.append(path)
        return tuple(found)

    def with_name(self, name):
        if not self.name:
            raise ValueError(f'{self!r} has an empty name')
        return self.parent / name

    def with_suffix(self, suffix):
        if suffix and not suffix.startswith('.') or suffix == '.':
            raise ValueError(f'Invalid suffix {suffix!r}')
        return self.with_name(self.stem + suffix)

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def is_absolute(self):
        return self._text.startswith('/')

    def relative_to(self, *other):
        base = type(self)(*other)
        n = len(base.parts)
        if self.parts[:n] != base.parts:
            raise ValueError(f'{str(self)!r} is not in the subpath of {str(base)!r} OR one path is '
                             'relative and the other is absolute.')
        return type(self)(*self.parts[n:])

    def is_relative_to(self, *other):
        base = type(self)(*other)
        return self.parts[:len(base.parts)] == base.parts

    def __eq__(self, other):
        return self._text == other._text if isinstance(other, PurePath) else NotImplemented

    def __lt__(self, other):
        return self.parts < other.parts if isinstance(other, PurePath) else NotImplemented

    def __hash__(self):
        return hash(self._text)

    def match(self, pattern):
        return _matches(self.name, pattern)


def _matches(name, pattern):
    """Shell patterns of * and ?, greedy from the left with one place to go back to."""
    i = j = 0
    star = back = -1
    while i < len(name):
        if j < len(pattern) and pattern[j] == '*':
            star, back = j, i
            j += 1
        elif j < len(pattern) and pattern[j] in ('?', name[i]):
            i, j = i + 1, j + 1
        elif star >= 0:
            j, back = star + 1, back + 1
            i = back
        else:
            return False
    return not pattern[j:].strip('*')


class Path(PurePath):
    __slots__ = ()

    @classmethod
    def cwd(cls):
        return cls(_os.getcwd())

    @classmethod
    def home(cls):
        return cls('~').expanduser()

    def exists(self):
        return _os.path.exists(self)

    def is_file(self):
        return _os.path.isfile(self)

    def is_dir(self):
        return _os.path.isdir(self)

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        return _open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None):
        with self.open('r', encoding=encoding, errors=errors) as f:
            return f.read()

    def read_bytes(self):
        return _limbeck.read(self._text)

    def iterdir(self):
        for name in _os.listdir(self):
            yield self / name

    def glob(self, pattern):
        first, _, rest = pattern.partition('/')
        if first == '**':
            yield from self.glob(rest)
            for child in self.iterdir():
                if child.is_dir():
                    yield from child.glob(pattern)
            return
        for child in sorted(self.iterdir()):
            if _matches(child.name, first):
                if rest:
                    if child.is_dir():
                        yield from child.glob(rest)
                else:
                    yield child

    def rglob(self, pattern):
        return self.glob('**/' + pattern)

    def resolve(self, strict=False):
        return type(self)(_os.path.abspath(self))

    absolute = resolve

    def expanduser(self):
        return type(self)(_os.path.expanduser(self))

    def _refuse(self, *args, **keywords):
        _limbeck.refuse('files cannot be written')

    write_text = write_bytes = mkdir = unlink = rename = touch = rmdir = _refuse


PosixPath, PurePosixPath = Path, PurePath
