"""secrets: random numbers that nobody can guess."""
import _limbeck
from base64 import urlsafe_b64encode as _b64

DEFAULT_ENTROPY = 32


def token_bytes(nbytes=None):
    return _limbeck.urandom(DEFAULT_ENTROPY if nbytes is None else nbytes)


def token_hex(nbytes=None):
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=None):
    return _b64(token_bytes(nbytes)).rstrip(b'=').decode('ascii')


def randbits(k):
    n = (k + 7) // 8
    return int.from_bytes(_limbeck.urandom(n), 'big') >> n * 8 - k


def randbelow(n):
    if n <= 0:
        raise ValueError('Upper bound must be positive.')
    while True:
        r = randbits(n.bit_length())
        if r < n:
            return r


def choice(sequence):
    if not len(sequence):
        raise IndexError('Cannot choose from an empty sequence')
    return sequence[randbelow(len(sequence))]


def compare_digest(a, b):
    return a == b
