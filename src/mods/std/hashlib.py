"""hashlib: MD5, SHA-1, SHA-256 and SHA-512, computed when the digest is asked for."""
import _limbeck

_SIZES = {'md5': (16, 64), 'sha1': (20, 64), 'sha224': (28, 64), 'sha256': (32, 64),
          'sha384': (48, 128), 'sha512': (64, 128)}
algorithms_guaranteed = algorithms_available = set(_SIZES)


class _Hash:
    def __init__(self, name, data):
        self.name, self._parts = name, []
        self.digest_size, self.block_size = _SIZES[name]
        self.update(data)

    def update(self, data, /):
        if isinstance(data, str):
            raise TypeError('Strings must be encoded before hashing')
        if not isinstance(data, bytes):
            raise TypeError('object supporting the buffer API required')
        self._parts.append(data)

    def digest(self):
        self._parts = [b''.join(self._parts)]
        return _limbeck.digest(self.name, self._parts[0])

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        return _Hash(self.name, b''.join(self._parts))


def new(name, data=b'', *, usedforsecurity=True):
    if name.lower() not in _SIZES:
        raise ValueError(f'unsupported hash type {name}')
    return _Hash(name.lower(), data)


def md5(string=b'', *, usedforsecurity=True):
    return _Hash('md5', string)


def sha1(string=b'', *, usedforsecurity=True):
    return _Hash('sha1', string)


def sha224(string=b'', *, usedforsecurity=True):
    return _Hash('sha224', string)


def sha256(string=b'', *, usedforsecurity=True):
    return _Hash('sha256', string)


def sha384(string=b'', *, usedforsecurity=True):
    return _Hash('sha384', string)


def sha512(string=b'', *, usedforsecurity=True):
    return _Hash('sha512', string)
