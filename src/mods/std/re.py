"""re: regular expressions over the native matcher.  Patterns are translated from Python's notation;
what the matcher would read differently is rewritten, what it has not is refused."""
import _limbeck
from enum import IntFlag as _IntFlag
from types import GenericAlias as _GenericAlias


class RegexFlag(_IntFlag):
    NOFLAG = 0
    IGNORECASE = I = 2
    LOCALE = L = 4
    MULTILINE = M = 8
    DOTALL = S = 16
    UNICODE = U = 32
    VERBOSE = X = 64
    DEBUG = 128
    ASCII = A = 256


NOFLAG = RegexFlag.NOFLAG
I = IGNORECASE = RegexFlag.IGNORECASE
L = LOCALE = RegexFlag.LOCALE
M = MULTILINE = RegexFlag.MULTILINE
S = DOTALL = RegexFlag.DOTALL
U = UNICODE = RegexFlag.UNICODE
X = VERBOSE = RegexFlag.VERBOSE
DEBUG = RegexFlag.DEBUG
A = ASCII = RegexFlag.ASCII
_LETTERS = ((2, 'i'), (8, 'm'), (16, 's'), (64, 'x'), (256, 'a'))


class error(Exception):
    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        Exception.__init__(self, msg if pos is None else f'{msg} at position {pos}')


PatternError = error


class _Reader:
    """Translates a pattern and collects its groups."""

    def __init__(self, pattern, flags):
        self.p, self.i, self.out = pattern, 0, []
        self.groups, self.names, self.flags, self.open = 0, {}, flags, []

    def fail(self, msg, at):
        raise error(msg, self.p, at)

    def run(self):
        while self.i < len(self.p):
            c = self.p[self.i]
            if c == '\\':
                self.escape(False)
            elif c == '[':
                self.set()
            elif c == '(':
                self.group()
            elif c == ')':
                if not self.open:
                    self.fail('unbalanced parenthesis', self.i)
                self.open.pop()
                self.put(c)
            elif c in '*+?{':
                self.repeat(c)
            elif c == '#' and self.flags & 64:
                end = self.p.find('\n', self.i)
                self.i = len(self.p) if end < 0 else end
            elif c == '$':
                self.put(r'(?=\n?\z)' if not self.flags & 8 else '$')
            else:
                self.put(c)
        if self.open:
            self.fail('missing ), unterminated subpattern', self.open[-1])
        return ''.join(self.out)

    def put(self, text, n=1):
        self.out.append(text)
        self.i += n

    def repeat(self, c):
        if c == '{':
            end = self.p.find('}', self.i)
            low, comma, high = self.p[self.i + 1:end].partition(',') if end > 0 else ('', '', '')
            digits = (low + high).isdigit() and (low.isdigit() or low == '') and (
                high.isdigit() or high == '')
            if end < 0 or not (digits or (comma and low == high == '')):
                self.put(r'\{')
                return
            if low and high and int(high) < int(low):
                self.fail('min repeat greater than max repeat', self.i + 1)
            text = '{' + (low or '0') + comma + high + '}'
            at, self.i = self.i, end + 1
        else:
            text, at = c, self.i
            self.i += 1
        if not self.out or self.out[-1] in ('(', '|', '(?:'):
            self.fail('nothing to repeat', at)
        if self.out[-1].startswith(' rep'):
            self.fail('multiple repeat', at)
        self.out.append(text)
        if self.p[self.i:self.i + 1] in ('?', '+') and self.p[self.i:self.i + 1]:
            self.put(self.p[self.i])
        if self.p[self.i:self.i + 1] in ('*', '+', '?') and self.p[self.i:self.i + 1]:
            self.fail('multiple repeat', self.i)

    def hexadecimal(self, letter, digits):
        text = self.p[self.i + 2:self.i + 2 + digits]
        if len(text) < digits or text.strip('0123456789abcdefABCDEF'):
            self.fail(f'incomplete escape \\{letter}{text}', self.i)
        self.put('\\x{%s}' % text, 2 + digits)

    def escape(self, in_set):
        if self.i + 1 >= len(self.p):
            self.fail('bad escape (end of pattern)', self.i)
        c = self.p[self.i + 1]
        if c in 'xuU':
            self.hexadecimal(c, {'x': 2, 'u': 4, 'U': 8}[c])
        elif c in '01234567' and (in_set or c == '0' or self.octal()):
            digits = self.p[self.i + 1:self.i + 4]
            n = 1
            while n < len(digits) and digits[n] in '01234567':
                n += 1
            self.put('\\x{%x}' % int(digits[:n], 8), 1 + n)
        elif c.isdigit() and not in_set:
            n = 2 if self.p[self.i + 2:self.i + 3].isdigit() else 1
            number = int(self.p[self.i + 1:self.i + 1 + n])
            if number > self.groups:
                self.fail(f'invalid group reference {number}', self.i + 1)
            self.put('(?:\\g{%d})' % number, 1 + n)
        elif c == 'Z' and not in_set:
            self.put(r'\z', 2)
        elif c in ('AbBdDsSwW' if not in_set else 'dDsSwWb'):
            self.put('\\' + c, 2)
        elif c in 'afnrtv':
            self.put('\\x{%x}' % '\a\f\n\r\t\v'['afnrtv'.index(c)].encode()[0], 2)
        elif c.isascii() and c.isalpha():
            self.fail(f'bad escape \\{c}', self.i)
        else:
            self.put('\\' + c if c.isascii() else c, 2)

    def octal(self):
        digits = self.p[self.i + 1:self.i + 4]
        return len(digits) == 3 and digits[0] in '0123' and not digits.strip('01234567')

    def set(self):
        start = self.i
        self.put('[')
        if self.p[self.i:self.i + 1] == '^':
            self.put('^')
        first = True
        while True:
            c = self.p[self.i:self.i + 1]
            if not c:
                self.fail('unterminated character set', start)
            if c == ']' and not first:
                self.put(']')
                return
            if c == '\\':
                self.escape(True)
            else:
                self.put('\\' + c if c in '[]' else c)
            first = False

    def name(self, end):
        stop = self.p.find(end, self.i)
        name = self.p[self.i:stop] if stop >= 0 else self.p[self.i:]
        if stop < 0:
            self.fail(f'missing {end}, unterminated name', self.i)
        if not name:
            self.fail('missing group name', self.i)
        return name, stop + 1

    def check_name(self, name):
        if not name.isidentifier():
            self.fail(f'bad character in group name {name!r}', self.i)

    def group(self):
        start = self.i
        if self.p[start + 1:start + 2] != '?':
            self.groups += 1
            self.open.append(start)
            self.put('(')
            return
        kind = self.p[start + 2:start + 3]
        if self.p.startswith('(?P<', start):
            self.i += 4
            name, end = self.name('>')
            self.check_name(name)
            if name in self.names:
                self.fail(f'redefinition of group name {name!r} as group {self.groups + 1}; was '
                          f'group {self.names[name]}', self.i)
            self.groups += 1
            self.names[name] = self.groups
            self.open.append(start)
            self.i = end
            self.out.append('(')
        elif self.p.startswith('(?P=', start):
            self.i += 4
            name, end = self.name(')')
            if name not in self.names:
                self.fail(f'unknown group name {name!r}', self.i)
            self.i = end
            self.out.append('(?:\\g{%d})' % self.names[name])
        elif kind == '#':
            end = self.p.find(')', start)
            if end < 0:
                self.fail('missing ), unterminated comment', start)
            self.i = end + 1
        elif kind == '(':
            self.i += 3
            name, end = self.name(')')
            number = self.names.get(name) or (int(name) if name.isdigit() else 0)
            if not number:
                self.fail(f'unknown group name {name!r}', self.i)
            self.open.append(start)
            self.i = end
            self.out.append('(?(%d)' % number)
        elif kind in ':=!>' and kind:
            self.open.append(start)
            self.put('(?' + kind, 3)
        elif self.p[start + 2:start + 4] in ('<=', '<!'):
            self.open.append(start)
            self.put(self.p[start:start + 4], 4)
        else:
            self.inline_flags(start)

    def inline_flags(self, start):
        end = start + 2
        while self.p[end:end + 1] and self.p[end] in 'aiLmsux-':
            end += 1
        letters, stop = self.p[start + 2:end], self.p[end:end + 1]
        if stop not in (')', ':') or not stop:
            self.fail(f'unknown extension ?{self.p[start + 2:start + 3]}', start + 1)
        kept = ''.join(c for c in letters if c in 'imsx-').rstrip('-')
        if stop == ')':
            if start:
                self.fail('global flags not at the start of the expression', start)
            for bit, letter in _LETTERS:
                if letter in letters:
                    self.flags |= bit
            self.i = end + 1
        else:
            self.open.append(start)
            self.put('(?' + kept + ':', end + 1 - start)


class Match:
    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, pattern, text, pos, endpos, spans):
        self.re, self.string, self.pos, self.endpos = pattern, text, pos, endpos
        self._spans = spans

    def _number(self, group):
        if isinstance(group, str):
            if group not in self.re.groupindex:
                raise IndexError('no such group')
            return self.re.groupindex[group]
        number = group.__index__()
        if not 0 <= number <= self.re.groups:
            raise IndexError('no such group')
        return number

    def span(self, group=0, /):
        n = self._number(group)
        return self._spans[2 * n], self._spans[2 * n + 1]

    def start(self, group=0, /):
        return self.span(group)[0]

    def end(self, group=0, /):
        return self.span(group)[1]

    def _part(self, group, default=None):
        start, end = self.span(group)
        return default if start < 0 else self.string[start:end]

    def group(self, *groups):
        if len(groups) > 1:
            return tuple(self._part(group) for group in groups)
        return self._part(groups[0] if groups else 0)

    __getitem__ = _part

    def groups(self, default=None):
        return tuple(self._part(n, default) for n in range(1, self.re.groups + 1))

    def groupdict(self, default=None):
        return {name: self._part(name, default) for name in self.re.groupindex}

    def expand(self, template):
        return _expand(_template(self.re, template), self)

    @property
    def regs(self):
        return tuple(self.span(n) for n in range(self.re.groups + 1))

    @property
    def lastindex(self):
        best, end = None, -1
        for n in range(1, self.re.groups + 1):
            if self._spans[2 * n] >= 0 and self._spans[2 * n + 1] > end:
                best, end = n, self._spans[2 * n + 1]
        return best

    @property
    def lastgroup(self):
        names = {number: name for name, number in self.re.groupindex.items()}
        return names.get(self.lastindex)

    def __copy__(self):
        return self

    def __repr__(self):
        return f'<re.Match object; span={self.span()}, match={self.group()!r}>'


def _template(pattern, template):
    """A replacement as parts: texts and numbers of groups."""
    is_bytes = isinstance(template, bytes)
    text = template.decode('latin-1') if is_bytes else template
    parts, at = [], 0
    while (i := text.find('\\', at)) >= 0:
        parts.append(text[at:i])
        c = text[i + 1:i + 2]
        at = i + 2
        if c == 'g':
            if text[at:at + 1] != '<':
                raise error('missing <', template, at)
            end = text.find('>', at)
            if end < 0:
                raise error('missing >, unterminated name', template, at + 1)
            name = text[at + 1:end]
            if not name:
                raise error('missing group name', template, at + 1)
            if name.isdigit():
                parts.append(_reference(pattern, int(name), template, at + 1))
            elif not name.isidentifier():
                raise error(f'bad character in group name {name!r}', template, at + 1)
            elif name not in pattern.groupindex:
                raise IndexError(f'unknown group name {name!r}')
            else:
                parts.append(pattern.groupindex[name])
            at = end + 1
        elif c.isdigit():
            n = 2 if text[at:at + 1].isdigit() else 1
            digits = text[i + 1:i + 4]
            if c == '0' or (len(digits) == 3 and not digits.strip('01234567')):
                n = next((k for k in (3, 2, 1) if not text[i + 1:i + 1 + k].strip('01234567')
                          and len(text[i + 1:i + 1 + k]) == k), 1)
                parts.append(chr(int(text[i + 1:i + 1 + n], 8)))
            else:
                parts.append(_reference(pattern, int(text[i + 1:i + 1 + n]), template, i + 1))
            at = i + 1 + n
        elif c and c in 'abfnrtv':
            parts.append('\a\b\f\n\r\t\v'['abfnrtv'.index(c)])
        elif c.isascii() and c.isalpha():
            raise error(f'bad escape \\{c}', template, i)
        elif c == '\\':
            parts.append('\\')
        elif not c:
            raise error('bad escape (end of pattern)', template, i)
        else:
            parts.append('\\' + c)
    parts.append(text[at:])
    return [part.encode('latin-1') if is_bytes and isinstance(part, str) else part
            for part in parts]


def _reference(pattern, number, template, at):
    if number > pattern.groups:
        raise error(f'invalid group reference {number}', template, at)
    return number


def _expand(parts, match):
    empty = match.string[:0]
    return empty.join(match._part(part, empty) if isinstance(part, int) else part
                      for part in parts)


class Pattern:
    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, pattern, flags):
        reader = _Reader(pattern.decode('latin-1') if isinstance(pattern, bytes) else pattern,
                         int(flags))
        text = reader.run()
        flags = reader.flags | (0 if isinstance(pattern, bytes) or reader.flags & 256 else 32)
        letters = ''.join(letter for bit, letter in _LETTERS if flags & bit)
        if isinstance(pattern, bytes):
            text = text.encode('latin-1')
        compiled, *rest = _limbeck.re_compile(text, letters)
        if compiled is None:
            raise error(rest[0], pattern, rest[1])
        self.pattern, self.flags, self._code = pattern, flags, compiled
        self.groups, self._names = reader.groups, reader.names

    @property
    def groupindex(self):
        return self._names

    def _scan(self, text, pos, endpos, mode, most):
        if isinstance(text, bytes) != isinstance(self.pattern, bytes):
            raise TypeError('cannot use a {} pattern on a {} object'.format(
                *('string', 'bytes-like') if isinstance(text, bytes) else ('bytes', 'string'))
                if isinstance(text, (str, bytes)) else
                f"expected string or bytes-like object, got '{type(text).__name__}'")
        n = len(text)
        pos = max(0, min(pos, n))
        endpos = n if endpos is None else max(0, min(endpos, n))
        return [Match(self, text, pos, endpos, spans) for spans in
                _limbeck.re_scan(self._code, text, pos, endpos, mode, most)]

    def _first(self, text, pos, endpos, mode):
        if not isinstance(text, (str, bytes)):
            raise TypeError('expected string or bytes-like object, got '
                            f"'{type(text).__name__}'")
        found = self._scan(text, pos, endpos, mode, 1)
        return found[0] if found else None

    def search(self, string, pos=0, endpos=None):
        return self._first(string, pos, endpos, 'search')

    def match(self, string, pos=0, endpos=None):
        return self._first(string, pos, endpos, 'match')

    def fullmatch(self, string, pos=0, endpos=None):
        return self._first(string, pos, endpos, 'fullmatch')

    def finditer(self, string, pos=0, endpos=None):
        if not isinstance(string, (str, bytes)):
            self._first(string, 0, 0, 'search')
        return iter(self._scan(string, pos, endpos, 'search', 0))

    def findall(self, string, pos=0, endpos=None):
        empty = string[:0] if isinstance(string, (str, bytes)) else ''
        if self.groups == 0:
            return [m.group() for m in self.finditer(string, pos, endpos)]
        if self.groups == 1:
            return [m._part(1, empty) for m in self.finditer(string, pos, endpos)]
        return [m.groups(empty) for m in self.finditer(string, pos, endpos)]

    def split(self, string, maxsplit=0):
        if maxsplit < 0:
            return [string]
        parts, at = [], 0
        for m in self._scan(string, 0, None, 'search', maxsplit):
            parts.append(string[at:m.start()])
            parts += m.groups()
            at = m.end()
        return parts + [string[at:]]

    def subn(self, repl, string, count=0):
        template = None if callable(repl) else _template(self, repl)
        if not isinstance(string, (str, bytes)):
            self._first(string, 0, 0, 'search')
        parts, at = [], 0
        found = self._scan(string, 0, None, 'search', max(count, 0)) if count >= 0 else []
        for m in found:
            parts.append(string[at:m.start()])
            parts.append(repl(m) if template is None else _expand(template, m))
            at = m.end()
        parts.append(string[at:])
        return string[:0].join(parts), len(found)

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def __eq__(self, other):
        return ((self.pattern, self.flags) == (other.pattern, other.flags)
                if isinstance(other, Pattern) else NotImplemented)

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __repr__(self):
        names = [name for bit, name in ((2, 'IGNORECASE'), (8, 'MULTILINE'), (16, 'DOTALL'),
                                        (64, 'VERBOSE'), (256, 'ASCII')) if self.flags & bit]
        flags = ''.join(', ' * (not i) + '|' * bool(i) + 're.' + n for i, n in enumerate(names))
        return f're.compile({self.pattern!r:.200}{flags})'


_known = {}


def compile(pattern, flags=0):
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError('cannot process flags argument with a compiled pattern')
        return pattern
    if not isinstance(pattern, (str, bytes)):
        raise TypeError('first argument must be string or compiled pattern')
    key = type(pattern), pattern, int(flags)
    if key not in _known:
        if len(_known) > 200:
            _known.clear()
        _known[key] = Pattern(pattern, flags)
    return _known[key]


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def purge():
    _known.clear()


def escape(pattern):
    special = '()[]{}?*+-|^$\\.&~# \t\n\r\v\f'
    if isinstance(pattern, str):
        return ''.join('\\' + c if c in special else c for c in pattern)
    return escape(pattern.decode('latin-1')).encode('latin-1')
