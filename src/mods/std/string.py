"""string: sets of characters, templates, capwords."""
whitespace = ' \t\n\r\x0b\x0c'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or ' ').join(word.capitalize() for word in s.split(sep))


class Template:
    delimiter = '$'

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """(text, name, raw) with one of text and name None; name '' marks a bad placeholder."""
        text, at, d = self.template, 0, self.delimiter
        while True:
            i = text.find(d, at)
            if i < 0:
                yield text[at:], None, ''
                return
            yield text[at:i], None, ''
            if text[i + 1:i + 2] == d:
                yield d, None, ''
                at = i + 2
                continue
            braced = text[i + 1:i + 2] == '{'
            j = start = i + 1 + braced
            while j < len(text) and text[j].isascii() and (text[j].isalnum() or text[j] == '_'):
                j += 1
            name = text[start:j]
            if name[:1].isdigit() or not name or (braced and text[j:j + 1] != '}'):
                yield None, '', (i, d)
                at = i + 1
                continue
            at = j + braced
            yield None, name, text[i:at]

    def _fill(self, mapping, keywords, safe):
        values = {**dict(mapping), **keywords}
        out = []
        for text, name, raw in self._parts():
            if name is None:
                out.append(text)
            elif name == '':
                if not safe:
                    before = self.template[:raw[0]]
                    line = before.count('\n') + 1
                    column = raw[0] - (before.rfind('\n') + 1) + 1
                    raise ValueError(f'Invalid placeholder in string: line {line}, col {column}')
                out.append(raw[1])
            else:
                out.append(raw if safe and name not in values else str(values[name]))
        return ''.join(out)

    def substitute(self, mapping={}, /, **keywords):
        return self._fill(mapping, keywords, False)

    def safe_substitute(self, mapping={}, /, **keywords):
        return self._fill(mapping, keywords, True)


class Formatter:
    def format(self, format_string, /, *args, **keywords):
        return format_string.format(*args, **keywords)

    def vformat(self, format_string, args, keywords):
        return format_string.format(*args, **keywords)
