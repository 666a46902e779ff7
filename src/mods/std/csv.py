"""csv: reading and writing rows of text."""
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3


class Error(Exception):
    pass


class Dialect:
    delimiter, quotechar, escapechar, doublequote = ',', '"', None, True
    skipinitialspace, lineterminator, quoting, strict = False, '\r\n', QUOTE_MINIMAL, False


class excel(Dialect):
    pass


class excel_tab(excel):
    delimiter = '\t'


class unix_dialect(Dialect):
    quoting, lineterminator = QUOTE_ALL, '\n'


_dialects = {'excel': excel, 'excel-tab': excel_tab, 'unix': unix_dialect}


def list_dialects():
    return list(_dialects)


def _dialect(dialect, options):
    base = _dialects[dialect] if isinstance(dialect, str) else dialect
    made = Dialect()
    for name in ('delimiter', 'quotechar', 'escapechar', 'doublequote', 'skipinitialspace',
                 'lineterminator', 'quoting', 'strict'):
        setattr(made, name, options.pop(name, getattr(base, name)))
    if options:
        raise TypeError(f"'{next(iter(options))}' is an invalid keyword argument for this function")
    if not isinstance(made.delimiter, str) or len(made.delimiter) != 1:
        raise TypeError('"delimiter" must be a 1-character string')
    return made


class reader:
    """Rows of an iterable of lines; a quoted field may go on in the next line."""

    def __init__(self, lines, dialect='excel', **options):
        self._lines, self.dialect, self.line_num = iter(lines), _dialect(dialect, options), 0

    def __iter__(self):
        return self

    def _line(self):
        line = next(self._lines)
        if not isinstance(line, str):
            raise Error('iterator should return strings, not '
                        f'{type(line).__name__} (the file should be opened in text mode)')
        self.line_num += 1
        return line

    def __next__(self):
        d, row, field = self.dialect, [], []
        line, i, quoted, was_quoted = self._line(), 0, False, False
        while True:
            if i >= len(line):
                if not quoted:
                    break
                try:
                    line, i = self._line(), 0
                except StopIteration:
                    break
                continue
            c = line[i]
            i += 1
            if quoted:
                if c == d.escapechar and i < len(line):
                    field.append(line[i])
                    i += 1
                elif c != d.quotechar:
                    field.append(c)
                elif d.doublequote and line[i:i + 1] == d.quotechar:
                    field.append(c)
                    i += 1
                else:
                    quoted = False
            elif c == d.delimiter:
                row.append(self._field(field, was_quoted))
                field, was_quoted = [], False
            elif c in '\r\n':
                break
            elif c == d.quotechar and not field and not was_quoted and d.quoting != QUOTE_NONE:
                quoted = was_quoted = True
            elif c == d.escapechar and i < len(line):
                field.append(line[i])
                i += 1
            elif not (c == ' ' and d.skipinitialspace and not field and not was_quoted):
                field.append(c)
        if row or field or was_quoted:
            row.append(self._field(field, was_quoted))
        return row

    def _field(self, field, was_quoted):
        text = ''.join(field)
        if self.dialect.quoting == QUOTE_NONNUMERIC and not was_quoted:
            return float(text)
        return text


class _Writer:
    def __init__(self, file, dialect, options):
        self._file, self.dialect = file, _dialect(dialect, options)

    def _text(self, value, alone):
        d = self.dialect
        text = '' if value is None else repr(value) if isinstance(value, float) else str(value)
        special = any(c in text for c in (d.delimiter, d.quotechar or '', '\r', '\n') if c)
        number = isinstance(value, (int, float))
        if d.quoting == QUOTE_ALL or (d.quoting == QUOTE_MINIMAL and (special or alone and not text)) \
                or (d.quoting == QUOTE_NONNUMERIC and not number):
            return d.quotechar + text.replace(d.quotechar, d.quotechar * 2) + d.quotechar
        if d.quoting == QUOTE_NONE and special:
            if not d.escapechar:
                raise Error('need to escape, but no escapechar set')
            return ''.join(d.escapechar + c if c in (d.delimiter, d.quotechar, d.escapechar) else c
                           for c in text)
        return text

    def writerow(self, row):
        values = list(row)
        text = self.dialect.delimiter.join(self._text(v, len(values) == 1) for v in values)
        return self._file.write(text + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def writer(file, dialect='excel', **options):
    return _Writer(file, dialect, options)


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect='excel', **options):
        self.reader, self._names = reader(f, dialect, **options), fieldnames
        self.restkey, self.restval = restkey, restval

    @property
    def fieldnames(self):
        if self._names is None:
            self._names = next(self.reader, None)
        return self._names

    @property
    def line_num(self):
        return self.reader.line_num

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while not row:
            row = next(self.reader)
        found = dict(zip(names, row))
        if len(row) > len(names):
            found[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            found[name] = self.restval
        return found


class DictWriter:
    def __init__(self, f, fieldnames, restval='', extrasaction='raise', dialect='excel', **options):
        self.fieldnames, self.restval, self.extrasaction = fieldnames, restval, extrasaction
        self.writer = writer(f, dialect, **options)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def writerow(self, row):
        extra = [key for key in row if key not in self.fieldnames]
        if extra and self.extrasaction == 'raise':
            raise ValueError('dict contains fields not in fieldnames: ' +
                             ', '.join(map(repr, extra)))
        return self.writer.writerow(row.get(key, self.restval) for key in self.fieldnames)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)
