"""io: texts and bytes in memory, and files of the project to read."""
import _limbeck

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class UnsupportedOperation(OSError, ValueError):
    pass


class IOBase:
    closed, name = False, None

    def __enter__(self):
        return self

    def __exit__(self, *info):
        self.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def close(self):
        self.closed = True

    def flush(self):
        pass

    def readable(self):
        return True

    def writable(self):
        return False


class _Memory(IOBase):
    """A text or bytes with a position."""

    def _start(self, content):
        self._content, self._at = content, 0

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

    def read(self, size=-1):
        self._check()
        start = self._at
        end = len(self._content) if size is None or size < 0 else start + size
        self._at = max(start, min(end, len(self._content)))
        return self._content[start:end]

    def readline(self, size=-1):
        self._check()
        end = self._content.find(self._newline, self._at)
        end = len(self._content) if end < 0 else end + 1
        line = self._content[self._at:end]
        self._at = end
        return line

    def readlines(self, hint=-1):
        return list(self)

    def getvalue(self):
        self._check()
        return self._content

    def tell(self):
        return self._at

    def seek(self, offset, whence=0):
        self._at = offset + (0, self._at, len(self._content))[whence]
        return self._at

    def write(self, part):
        self._check()
        end = self._at + len(part)
        self._content = self._content[:self._at] + part + self._content[end:]
        self._at = end
        return len(part)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def truncate(self, size=None):
        self._content = self._content[:self._at if size is None else size]
        return len(self._content)

    def writable(self):
        return True


class StringIO(_Memory):
    _newline = '\n'

    def __init__(self, initial_value='', newline='\n'):
        self._start(initial_value or '')


class BytesIO(_Memory):
    _newline = b'\n'

    def __init__(self, initial_bytes=b''):
        self._start(initial_bytes)


class _ReadOnly:
    def write(self, part):
        raise UnsupportedOperation('not writable')

    def writable(self):
        return False


class TextIOWrapper(_ReadOnly, StringIO):
    encoding = 'utf-8'


class BufferedReader(_ReadOnly, BytesIO):
    pass


def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True,
         opener=None):
    import os
    if set(mode) & set('wax+'):
        _limbeck.refuse(f'files cannot be written (open(…, {mode!r}))')
    path = os.fspath(file)
    content = _limbeck.read(path)
    if 'b' in mode:
        stream = BufferedReader(content)
    else:
        text = content.decode(encoding or 'utf-8', errors or 'strict')
        if newline is None:
            text = text.replace('\r\n', '\n').replace('\r', '\n')
        stream = TextIOWrapper(text)
    stream.name, stream.mode = path, mode
    return stream
