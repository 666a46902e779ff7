"""json: reading and writing JSON; the scanner and the writer are native."""
import _limbeck


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        line = doc.count('\n', 0, pos) + 1
        column = pos - doc.rfind('\n', 0, pos)
        ValueError.__init__(self, f'{msg}: line {line} column {column} (char {pos})')
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, line, column


def _fail(msg, doc, pos):
    raise JSONDecodeError(msg, doc, pos)


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
                 strict=True, object_pairs_hook=None):
        self._options = object_hook, parse_float, parse_int, parse_constant, object_pairs_hook
        self._strict = strict

    def decode(self, s):
        return _limbeck.json_read(s, self._options, self._strict, _fail)


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **keywords):
    if isinstance(s, bytes):
        s = s.decode('utf-8-sig')
    elif not isinstance(s, str):
        raise TypeError('the JSON object must be str, bytes or bytearray, not '
                        f'{type(s).__name__}')
    elif s.startswith('\ufeff'):
        _fail('Unexpected UTF-8 BOM (decode using utf-8-sig)', s, 0)
    return (cls or JSONDecoder)(
        object_hook=object_hook, parse_float=parse_float, parse_int=parse_int,
        parse_constant=parse_constant, object_pairs_hook=object_pairs_hook, **keywords).decode(s)


def load(fp, **keywords):
    return loads(fp.read(), **keywords)


class JSONEncoder:
    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
                 sort_keys=False, indent=None, separators=None, default=None):
        if separators is None:
            separators = (', ', ': ') if indent is None else (',', ': ')
        if indent is not None and not isinstance(indent, str):
            indent = ' ' * indent
        self.item_separator, self.key_separator = separators
        self.skipkeys, self.ensure_ascii, self.allow_nan = skipkeys, ensure_ascii, allow_nan
        self.sort_keys, self.indent = sort_keys, indent
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        return _limbeck.json_write(
            o, (self.item_separator, self.key_separator, self.indent, self.default),
            (self.skipkeys, self.ensure_ascii, self.allow_nan, self.sort_keys))

    def iterencode(self, o):
        yield self.encode(o)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None,
          indent=None, separators=None, default=None, sort_keys=False, **keywords):
    return (cls or JSONEncoder)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
        allow_nan=allow_nan, indent=indent, separators=separators, default=default,
        sort_keys=sort_keys, **keywords).encode(obj)


def dump(obj, fp, **keywords):
    fp.write(dumps(obj, **keywords))
