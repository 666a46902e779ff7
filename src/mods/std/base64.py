"""base64: base 64, 32 and 16."""
_STANDARD = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
_B32 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'


class Error(ValueError):
    pass


def _bytes(s):
    if isinstance(s, str):
        if not s.isascii():
            raise ValueError('string argument should contain only ASCII characters')
        return s.encode()
    if isinstance(s, bytes):
        return s
    raise TypeError('argument should be a bytes-like object or ASCII string, not '
                    f'{type(s).__name__!r}')


def _need_bytes(s):
    if not isinstance(s, bytes):
        raise TypeError(f"a bytes-like object is required, not '{type(s).__name__}'")
    return s


def b64encode(s, altchars=None):
    s, out = _need_bytes(s), []
    alphabet = _STANDARD if altchars is None else _STANDARD[:62] + altchars
    for i in range(0, len(s), 3):
        part = s[i:i + 3]
        n = int.from_bytes(part + bytes(3 - len(part)), 'big')
        letters = [alphabet[n >> shift & 63] for shift in (18, 12, 6, 0)]
        out += letters[:len(part) + 1] + [61] * (3 - len(part))
    return bytes(out)


def b64decode(s, altchars=None, validate=False):
    s = _bytes(s)
    if altchars is not None:
        s = s.translate(bytes.maketrans(_bytes(altchars), b'+/'))
    values = {c: i for i, c in enumerate(_STANDARD)}
    bits = count = 0
    out, pads = [], 0
    for c in s:
        if c == 61:
            pads += 1
            if count % 4 >= 2 and count % 4 + pads >= 4:
                break
            continue
        if c not in values:
            if validate:
                raise Error('Only base64 data is allowed')
            continue
        pads = 0
        bits = bits << 6 | values[c]
        count += 1
        if count % 4 == 0:
            out += bits.to_bytes(3, 'big')
            bits = 0
    rest = count % 4
    if rest == 1:
        raise Error('Invalid base64-encoded string: number of data characters '
                    f'({count}) cannot be 1 more than a multiple of 4')
    if rest:
        if rest + pads < 4:
            raise Error('Incorrect padding')
        out += (bits << 6 * (4 - rest)).to_bytes(3, 'big')[:rest - 1]
    return bytes(out)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    return b64encode(s, b'-_')


def urlsafe_b64decode(s):
    return b64decode(s, b'-_')


encodebytes = None


def b16encode(s):
    return _need_bytes(s).hex().upper().encode()


def b16decode(s, casefold=False):
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if s.strip(b'0123456789ABCDEF') or len(s) % 2:
        raise Error('Non-base16 digit found')
    return bytes.fromhex(s.decode())


def b32encode(s):
    s, out = _need_bytes(s), []
    for i in range(0, len(s), 5):
        part = s[i:i + 5]
        n = int.from_bytes(part + bytes(5 - len(part)), 'big')
        letters = [_B32[n >> shift & 31] for shift in range(35, -1, -5)]
        used = (len(part) * 8 + 4) // 5
        out += letters[:used] + [61] * (8 - used)
    return bytes(out)


def b32decode(s, casefold=False, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise Error('Incorrect padding')
    s = (s.upper() if casefold else s).rstrip(b'=')
    bits = 0
    for c in s:
        at = _B32.find(c)
        if at < 0:
            raise Error('Non-base32 digit found')
        bits = bits << 5 | at
    extra = len(s) * 5 % 8
    return (bits >> extra).to_bytes(len(s) * 5 // 8, 'big')
