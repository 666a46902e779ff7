"""Reading dates by a format, for datetime.strptime and time.strptime."""
from datetime import (_MONTH_NAMES, _MONTHS, _WEEKDAY_NAMES, _WEEKDAYS, _from_ordinal,
                      _to_ordinal, timedelta, timezone)

_LENGTH = {'d': 2, 'H': 2, 'I': 2, 'm': 2, 'M': 2, 'S': 2, 'y': 2, 'Y': 4, 'j': 3, 'f': 6, 'w': 1,
           'u': 1, 'U': 2, 'W': 2, 'G': 4, 'V': 2}
_RANGE = {'d': (1, 31), 'H': (0, 23), 'I': (1, 12), 'm': (1, 12), 'M': (0, 59), 'S': (0, 61),
          'j': (1, 366), 'w': (0, 6), 'u': (1, 7), 'U': (0, 53), 'W': (0, 53), 'V': (1, 53)}
_MORE = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S', 'D': '%m/%d/%y',
         'T': '%H:%M:%S', 'R': '%H:%M', 'F': '%Y-%m-%d'}


class _Mismatch(Exception):
    pass


def _number(text, at, c):
    """The longest run of digits that the directive takes and whose value is in its range."""
    most = _LENGTH[c]
    end = at
    while end < len(text) and end - at < most and text[end].isdigit():
        end += 1
    if c in 'YG' and end - at < 4:
        raise _Mismatch
    low, high = _RANGE.get(c, (0, 10 ** 7))
    while end > at and not low <= int(text[at:end]) <= high:
        end -= 1
    if end == at:
        raise _Mismatch
    return int(text[at:end]), end


def _word(text, at, names):
    for i, name in sorted(enumerate(names), key=lambda pair: -len(pair[1])):
        if name and text[at:at + len(name)].lower() == name.lower():
            return i, at + len(name)
    raise _Mismatch


def _zone(text, at):
    if text[at:at + 1] in ('Z', 'z'):
        return timezone.utc, at + 1
    sign = text[at:at + 1]
    if sign not in ('+', '-'):
        raise _Mismatch
    hours, end = _number(text, at + 1, 'H')
    if text[end:end + 1] == ':':
        end += 1
    minutes, end = _number(text, end, 'M')
    seconds = 0
    if text[end:end + 1] == ':':
        seconds, end = _number(text, end + 1, 'S')
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return timezone(-offset if sign == '-' else offset), end


def _read_directive(found, c, text, at):
    if c in _LENGTH:
        value, end = _number(text, at, c)
        found[c] = int(text[at:end].ljust(6, '0')) if c == 'f' else value
        return end
    if c in 'bBh':
        found['m'], at = _word(text, at, _MONTH_NAMES if c == 'B' else _MONTHS)
    elif c in 'aA':
        found['a'], at = _word(text, at, _WEEKDAY_NAMES if c == 'A' else _WEEKDAYS)
    elif c == 'p':
        found['p'], at = _word(text, at, ('AM', 'PM'))
    elif c == 'z':
        found['z'], at = _zone(text, at)
    elif c == 'Z':
        for name in ('UTC', 'GMT'):
            if text[at:at + 3].upper() == name:
                return at + 3
        raise _Mismatch
    elif c == '%':
        if text[at:at + 1] != '%':
            raise _Mismatch
        at += 1
    return at


def _match(found, text, format):
    at = i = 0
    while i < len(format):
        c = format[i]
        i += 1
        if c.isspace():
            while i < len(format) and format[i].isspace():
                i += 1
            if not text[at:at + 1].isspace():
                raise _Mismatch
            while text[at:at + 1].isspace():
                at += 1
        elif c == '%':
            at = _read_directive(found, format[i], text, at)
            i += 1
        elif text[at:at + 1].lower() == c.lower():
            at += 1
        else:
            raise _Mismatch
    return at


def _expand(format):
    for c, more in _MORE.items():
        format = format.replace('%' + c, more)
    at = 0
    while (at := format.find('%', at)) >= 0:
        if at + 1 == len(format):
            raise ValueError(f"stray % in format '{format}'")
        c = format[at + 1]
        if c not in _LENGTH and c not in 'bBhaApzZ%':
            raise ValueError(f"'{c}' is a bad directive in format '{format}'")
        at += 2
    return format


def _date_of(found):
    year = found.get('Y', 1900)
    if 'y' in found:
        year = found['y'] + (2000 if found['y'] <= 68 else 1900)
    if 'j' in found and 'm' not in found:
        return _from_ordinal(_to_ordinal(year, 1, 1) + found['j'] - 1)
    weekday = found.get('a', found['u'] - 1 if 'u' in found else None)
    if weekday is None and 'w' in found:
        weekday = (found['w'] - 1) % 7
    if 'G' in found and 'V' in found and weekday is not None:
        from datetime import date
        return date.fromisocalendar(found['G'], found['V'], weekday + 1)._ymd()
    if weekday is not None and ('U' in found or 'W' in found):
        first = (_to_ordinal(year, 1, 1) + 6) % 7
        if 'U' in found:
            first, weekday = (first + 1) % 7, (weekday + 1) % 7
        week = found.get('U', found.get('W'))
        day = weekday - first if week == 0 else (7 - first) % 7 + 7 * (week - 1) + weekday
        return _from_ordinal(_to_ordinal(year, 1, 1) + day)
    return year, found.get('m', 1), found.get('d', 1)


def read(text, format):
    """(year, month, day), (hour, minute, second, microsecond) and zone of a text."""
    for n, value in ((0, text), (1, format)):
        if not isinstance(value, str):
            raise TypeError(f"strptime() argument {n} must be str, not {type(value)}")
    found = {}
    try:
        end = _match(found, text, _expand(format))
    except _Mismatch:
        raise ValueError(f'time data {text!r} does not match format {format!r}') from None
    if end != len(text):
        raise ValueError(f'unconverted data remains: {text[end:]}')
    hour = found.get('H', 0)
    if 'I' in found:
        hour = found['I'] % 12 + (12 if found.get('p') else 0)
    clock = (hour, found.get('M', 0), found.get('S', 0), found.get('f', 0))
    return _date_of(found), clock, found.get('z')
