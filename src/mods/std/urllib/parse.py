"""urllib.parse: quoting, and addresses as their parts.  Texts only where parts are taken."""
import re as _re
import _limbeck
from collections import namedtuple as _namedtuple

_SAFE = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~')
_HEX = '0123456789abcdefABCDEF'
_ASCII = _re.compile(r'([\x00-\x7f]+)')
_PARAMS = frozenset(
    ('', 'ftp', 'hdl', 'prospero', 'http', 'https', 'shttp', 'rtsp', 'rtspu', 'sip', 'sips', 'mms',
     'sftp', 'tel'))
_NETLOC = frozenset(
    ('', 'ftp', 'http', 'gopher', 'nntp', 'telnet', 'imap', 'wais', 'file', 'mms', 'https', 'shttp',
     'snews', 'prospero', 'rtsp', 'rtspu', 'rsync', 'svn', 'svn+ssh', 'sftp', 'nfs', 'git',
     'git+ssh', 'ws', 'wss'))


def _text(value):
    if not isinstance(value, str):
        _limbeck.refuse("'urllib.parse' of what is no text is used but limbeck does not have it")
    return value


def quote_from_bytes(bs, safe='/'):
    if not isinstance(bs, bytes):
        raise TypeError('quote_from_bytes() expected bytes')
    if isinstance(safe, str):
        safe = safe.encode('ascii', 'ignore')
    keep = _SAFE.union(byte for byte in safe if byte < 128)
    return ''.join(chr(byte) if byte in keep else f'%{byte:02X}' for byte in bs)


def quote(string, safe='/', encoding=None, errors=None):
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or 'utf-8', errors or 'strict')
    elif encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    elif errors is not None:
        raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe='', encoding=None, errors=None):
    spaces = isinstance(string, str) and ' ' in string or isinstance(string, bytes) and b' ' in string
    if not spaces and isinstance(string, (str, bytes)):
        return quote(string, safe, encoding, errors)
    return quote(string, safe + (' ' if isinstance(safe, str) else b' '), encoding,
                 errors).replace(' ', '+')


def unquote_to_bytes(string):
    if isinstance(string, str):
        string = string.encode()
    first, *others = string.split(b'%')
    parts = [first]
    for part in others:
        digits = part[:2].decode('latin-1')
        right = len(digits) == 2 and digits[0] in _HEX and digits[1] in _HEX
        parts.append(bytes([int(digits, 16)]) + part[2:] if right else b'%' + part)
    return b''.join(parts)


def unquote(string, encoding='utf-8', errors='replace'):
    encoding, errors = encoding or 'utf-8', errors or 'replace'
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding, errors)
    if '%' not in string:
        return string
    parts = _ASCII.split(string)
    return ''.join(unquote_to_bytes(part).decode(encoding, errors) if at % 2 else part
                   for at, part in enumerate(parts))


def unquote_plus(string, encoding='utf-8', errors='replace'):
    return unquote(string.replace('+', ' '), encoding, errors)


def urlencode(query, doseq=False, safe='', encoding=None, errors=None, quote_via=quote_plus):
    def told(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    if hasattr(query, 'items'):
        query = query.items()
    elif len(query) and not isinstance(query[0], tuple):
        raise TypeError('not a valid non-string sequence or mapping object')
    pairs = []
    for key, value in query:
        several = doseq and not isinstance(value, (str, bytes)) and hasattr(value, '__len__')
        pairs += [told(key) + '=' + told(item) for item in (value if several else (value,))]
    return '&'.join(pairs)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8',
              errors='replace', max_num_fields=None, separator='&'):
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError('Separator must be of type string or bytes.')
    if max_num_fields is not None and 1 + _text(qs).count(separator) > max_num_fields:
        raise ValueError('Max number of fields exceeded')
    pairs = []
    for part in _text(qs).split(separator) if qs else ():
        if not part and not strict_parsing:
            continue
        name, equal, value = part.partition('=')
        if not equal and strict_parsing:
            raise ValueError(f'bad query field: {part!r}')
        if value or keep_blank_values:
            pairs.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
    return pairs


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8',
             errors='replace', max_num_fields=None, separator='&'):
    found = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors,
                                 max_num_fields, separator):
        found.setdefault(name, []).append(value)
    return found


class _Address:
    def _user(self):
        user, at, _ = self.netloc.rpartition('@')
        name, colon, word = user.partition(':')
        return (name if at else None), (word if at and colon else None)

    def _host(self):
        host = self.netloc.rpartition('@')[2]
        _, bracket, inner = host.partition('[')
        if bracket:
            host, _, port = inner.partition(']')
            port = port.partition(':')[2]
        else:
            host, _, port = host.partition(':')
        return host, port or None

    @property
    def username(self):
        return self._user()[0]

    @property
    def password(self):
        return self._user()[1]

    @property
    def hostname(self):
        host, percent, zone = self._host()[0].partition('%')
        return host.lower() + percent + zone or None

    @property
    def port(self):
        port = self._host()[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f'Port could not be cast to integer value as {port!r}')
        if int(port) > 65535:
            raise ValueError('Port out of range 0-65535')
        return int(port)


class SplitResult(_namedtuple('SplitResult', 'scheme netloc path query fragment'), _Address):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(_namedtuple('ParseResult', 'scheme netloc path params query fragment'), _Address):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


def _until(text, marks):
    """The text in front of the first of the marks, and what begins with it."""
    end = min((at for at in map(text.find, marks) if at >= 0), default=len(text))
    return text[:end], text[end:]


def urlsplit(url, scheme='', allow_fragments=True):
    for letter in '\t\r\n':
        url, scheme = _text(url).replace(letter, ''), _text(scheme).replace(letter, '')
    if not url.isascii() or url[:1] <= ' ' and url:
        # Their netloc would be normalized, and releases differ in what they strip.
        _limbeck.refuse("'urllib.parse.urlsplit' of such a text is used but limbeck does not have it")
    netloc = query = fragment = ''
    before, colon, after = url.partition(':')
    if colon and _re.fullmatch('[a-zA-Z][a-zA-Z0-9+.-]*', before):
        scheme, url = before.lower(), after
    if url[:2] == '//':
        netloc, url = _until(url[2:], '/?#')
        if ('[' in netloc) != (']' in netloc):
            raise ValueError('Invalid IPv6 URL')
    if allow_fragments:
        url, _, fragment = url.partition('#')
    url, _, query = url.partition('?')
    return SplitResult(scheme, netloc, url, query, fragment)


def urlparse(url, scheme='', allow_fragments=True):
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ''
    if scheme in _PARAMS:
        start = path.rfind('/') + 1
        last, semicolon, params = path[start:].partition(';')
        path = path[:start] + last
    return ParseResult(scheme, netloc, path, params, query, fragment)


def urlunsplit(components):
    scheme, netloc, url, query, fragment = components
    if netloc or (scheme and scheme in _NETLOC and url[:2] != '//'):
        url = '//' + (netloc or '') + ('/' if url and url[:1] != '/' else '') + url
    url = scheme + ':' + url if scheme else url
    url = url + '?' + query if query else url
    return url + '#' + fragment if fragment else url


def urlunparse(components):
    scheme, netloc, url, params, query, fragment = components
    return urlunsplit((scheme, netloc, f'{url};{params}' if params else url, query, fragment))
