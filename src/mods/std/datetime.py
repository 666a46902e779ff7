"""datetime: dates, times, spans and fixed offsets.  No leap seconds, no zones but fixed ones."""
import _limbeck

MINYEAR = 1
MAXYEAR = 9999
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = ('', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')
_MONTH_NAMES = ('', 'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
                'September', 'October', 'November', 'December')
_WEEKDAYS = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_WEEKDAY_NAMES = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')
_DAY_SECONDS = 86400
_DAY_MICROS = 86400 * 1000000
_EPOCH = 719163


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _DAYS[month]


def _days_before_month(year, month):
    return sum(_DAYS[:month]) + (month > 2 and _is_leap(year))


def _to_ordinal(year, month, day):
    return _days_before_year(year) + _days_before_month(year, month) + day


def _from_ordinal(n):
    n -= 1
    n400, n = divmod(n, 146097)
    year = n400 * 400 + 1
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year += n100 * 100 + n4 * 4 + n1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    month = 1
    while n >= _days_in_month(year, month):
        n -= _days_in_month(year, month)
        month += 1
    return year, month, n + 1


def _index(value):
    if isinstance(value, float):
        raise TypeError("'float' object cannot be interpreted as an integer")
    try:
        return value.__index__()
    except AttributeError:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer") from None


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f'year {year} is out of range')
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError('day is out of range for month')
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = map(_index, (hour, minute, second, microsecond))
    if not 0 <= hour <= 23:
        raise ValueError('hour must be in 0..23')
    if not 0 <= minute <= 59:
        raise ValueError('minute must be in 0..59')
    if not 0 <= second <= 59:
        raise ValueError('second must be in 0..59')
    if not 0 <= microsecond <= 999999:
        raise ValueError('microsecond must be in 0..999999')
    if fold not in (0, 1):
        raise ValueError('fold must be either 0 or 1')
    return hour, minute, second, microsecond


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type "
                        f"'{type(tz).__name__}'")


def _round_half_even(numerator, denominator):
    whole, rest = divmod(numerator, denominator)
    if rest * 2 > denominator or (rest * 2 == denominator and whole % 2 == 1):
        whole += 1
    return whole


def _micros(value, unit):
    """A number of units in microseconds; floats exactly, rounded half to even at the end."""
    if isinstance(value, int):
        return value * unit, 0.0
    if isinstance(value, float):
        whole = int(value)
        return whole * unit, (value - whole) * unit
    raise TypeError('unsupported type for timedelta '
                    f"{_UNITS.get(unit, 'days')} component: {type(value).__name__}")


_UNITS = {1: 'microseconds', 1000: 'milliseconds', 1000000: 'seconds', 60000000: 'minutes',
          3600000000: 'hours', _DAY_MICROS: 'days', 7 * _DAY_MICROS: 'weeks'}


class timedelta:
    __slots__ = ('_us',)

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total, rest = 0, 0.0
        for value, unit in ((days, _DAY_MICROS), (seconds, 1000000), (microseconds, 1),
                            (milliseconds, 1000), (minutes, 60000000), (hours, 3600000000),
                            (weeks, 7 * _DAY_MICROS)):
            if value:
                whole, part = _micros(value, unit)
                total += whole
                rest += part
            elif not isinstance(value, (int, float)):
                _micros(value, unit)
        return cls._of(total - total % 2 + round(total % 2 + rest) if rest else total)

    @classmethod
    def _of(cls, us):
        days = us // _DAY_MICROS
        if abs(days) > 999999999:
            raise OverflowError(f'days={days}; must have magnitude <= 999999999')
        self = object.__new__(cls)
        self._us = us
        return self

    @property
    def days(self):
        return self._us // _DAY_MICROS

    @property
    def seconds(self):
        return self._us % _DAY_MICROS // 1000000

    @property
    def microseconds(self):
        return self._us % 1000000

    def total_seconds(self):
        return self._us / 1000000

    def __repr__(self):
        parts = [f'{name}={value}' for name, value in
                 (('days', self.days), ('seconds', self.seconds),
                  ('microseconds', self.microseconds)) if value]
        name = 'datetime.timedelta' if type(self) is timedelta else type(self).__qualname__
        return f"{name}({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = f'{hours}:{minutes:02}:{seconds:02}'
        if self.days:
            text = f"{self.days} day{'' if abs(self.days) == 1 else 's'}, {text}"
        if self.microseconds:
            text += f'.{self.microseconds:06}'
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._us + other._us)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._us - other._us)
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(other._us - self._us)
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._us)

    def __pos__(self):
        return timedelta._of(self._us)

    def __abs__(self):
        return timedelta._of(abs(self._us))

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._us * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_round_half_even(self._us * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us // other._us
        if isinstance(other, int):
            return timedelta._of(self._us // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us / other._us
        if isinstance(other, int):
            if other < 0:
                return timedelta._of(_round_half_even(-self._us, -other))
            return timedelta._of(_round_half_even(self._us, other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            if a < 0:
                a, b = -a, -b
            return timedelta._of(_round_half_even(self._us * b, a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._us % other._us)
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._us, other._us)
            return q, timedelta._of(r)
        return NotImplemented

    def __eq__(self, other):
        return self._us == other._us if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._us < other._us if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._us <= other._us if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._us > other._us if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._us >= other._us if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash(('timedelta', self._us))

    def __bool__(self):
        return self._us != 0


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    def utcoffset(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement utcoffset()')

    def dst(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement dst()')

    def tzname(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement tzname()')

    def fromutc(self, dt):
        return dt + dt.utcoffset()


def _offset_text(offset, colon=':', brief=True):
    """+HH:MM[:SS[.ffffff]] of a timedelta."""
    us = offset._us
    sign, us = ('-', -us) if us < 0 else ('+', us)
    minutes, rest = divmod(us, 60000000)
    hours, minutes = divmod(minutes, 60)
    text = f'{sign}{hours:02}{colon}{minutes:02}'
    if rest:
        seconds, us = divmod(rest, 1000000)
        text += f'{colon}{seconds:02}'
        if us:
            text += f'.{us:06}'
    return text


class timezone(tzinfo):
    __slots__ = ('_offset', '_name')

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, not "
                            f"{type(offset).__name__}")
        if not -_DAY_MICROS < offset._us < _DAY_MICROS:
            raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and '
                             f'timedelta(hours=24), not {offset!r}.')
        self = tzinfo.__new__(cls)
        self._offset, self._name = offset, name
        return self

    def utcoffset(self, dt):
        return self._offset

    def dst(self, dt):
        return None

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return 'UTC' + (_offset_text(self._offset) if self._offset else '')

    def fromutc(self, dt):
        return dt + self._offset

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __str__(self):
        return self.tzname(None)

    def __repr__(self):
        if self is timezone.utc:
            return 'datetime.timezone.utc'
        if self._name is None:
            return f'datetime.timezone({self._offset!r})'
        return f'datetime.timezone({self._offset!r}, {self._name!r})'


timezone.utc = UTC = timezone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))


def _local_offset(seconds):
    return timezone(timedelta(seconds=_limbeck.local_offset(seconds)))


def _format(self, text, stamp):
    """strftime over a datetime that stands for self (a date, a time or itself)."""
    out, i = [], 0
    while i < len(text):
        c = text[i]
        i += 1
        if c != '%' or i >= len(text):
            out.append(c)
            continue
        c = text[i]
        i += 1
        if c == '-' and i < len(text):
            c = text[i]
            i += 1
            out.append(_directive(self, c, stamp).lstrip('0') or '0')
            continue
        out.append(_directive(self, c, stamp))
    return ''.join(out)


def _directive(self, c, d):
    weekday = (_to_ordinal(d.year, d.month, d.day) + 6) % 7
    yday = _days_before_month(d.year, d.month) + d.day
    if c in 'dHMSmy':
        value = {'d': d.day, 'H': d.hour, 'M': d.minute, 'S': d.second, 'm': d.month,
                 'y': d.year % 100}[c]
        return f'{value:02}'
    if c == 'Y':
        return str(d.year)
    if c == 'f':
        return f'{d.microsecond:06}'
    if c == 'I':
        return f'{(d.hour - 1) % 12 + 1:02}'
    if c == 'p':
        return 'AM' if d.hour < 12 else 'PM'
    if c == 'j':
        return f'{yday:03}'
    if c in 'aA':
        return (_WEEKDAYS if c == 'a' else _WEEKDAY_NAMES)[weekday]
    if c in 'bBh':
        return (_MONTH_NAMES if c == 'B' else _MONTHS)[d.month]
    if c == 'w':
        return str((weekday + 1) % 7)
    if c == 'u':
        return str(weekday + 1)
    if c == 'U':
        return f'{(yday + 6 - (weekday + 1) % 7) // 7:02}'
    if c == 'W':
        return f'{(yday + 6 - weekday) // 7:02}'
    if c in 'GV':
        year, week, _ = _isocalendar(d.year, d.month, d.day)
        return f'{week:02}' if c == 'V' else str(year)
    if c == 'z':
        offset = self.utcoffset() if hasattr(self, 'utcoffset') else None
        return '' if offset is None else _offset_text(offset, '')
    if c == 'Z':
        name = self.tzname() if hasattr(self, 'tzname') else None
        return name or ''
    if c == 's':
        return str(int(d.timestamp()))
    more = {'c': '%a %b %e %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S', 'D': '%m/%d/%y',
            'F': '%Y-%m-%d', 'T': '%H:%M:%S', 'R': '%H:%M', 'r': '%I:%M:%S %p'}
    if c in more:
        return _format(self, more[c], d)
    return {'%': '%', 'n': '\n', 't': '\t', 'e': f'{d.day:2}', 'k': f'{d.hour:2}'}.get(c, '%' + c)


def _isocalendar(year, month, day):
    def first_monday(y):
        first = _to_ordinal(y, 1, 1)
        weekday = (first + 6) % 7
        monday = first - weekday
        return monday + 7 if weekday > 3 else monday

    today = _to_ordinal(year, month, day)
    start = first_monday(year)
    week, weekday = divmod(today - start, 7)
    if week < 0:
        year -= 1
        week, weekday = divmod(today - first_monday(year), 7)
    elif week >= 52 and today >= first_monday(year + 1):
        year += 1
        week = 0
    return year, week + 1, weekday + 1


class IsoCalendarDate(tuple):
    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return (f'datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, '
                f'weekday={self[2]})')


def _digits(text, n):
    if len(text) < n or not (text[:n].isascii() and text[:n].isdigit()):
        raise ValueError(text)
    return int(text[:n]), text[n:]


def _read_date(text):
    """YYYY-MM-DD, YYYYMMDD, YYYY-Www[-D], YYYYWww[D]."""
    year, rest = _digits(text, 4)
    dashed = rest.startswith('-')
    rest = rest[1:] if dashed else rest
    if rest.startswith('W'):
        week, rest = _digits(rest[1:], 2)
        day = 1
        if rest:
            if dashed:
                if rest[0] != '-':
                    raise ValueError(text)
                rest = rest[1:]
            day, rest = _digits(rest, 1)
        if rest:
            raise ValueError(text)
        return date.fromisocalendar(year, week, day)._ymd()
    month, rest = _digits(rest, 2)
    if dashed:
        if not rest.startswith('-'):
            raise ValueError(text)
        rest = rest[1:]
    day, rest = _digits(rest, 2)
    if rest:
        raise ValueError(text)
    return year, month, day


def _read_clock(text):
    """HH[:MM[:SS[.ffffff]]], with or without colons, as four numbers."""
    hour, rest = _digits(text, 2)
    parts, colon = [hour, 0, 0, 0], rest.startswith(':')
    for i in (1, 2):
        if not rest or rest[0] in '.,':
            break
        if colon:
            if rest[0] != ':':
                raise ValueError(text)
            rest = rest[1:]
        parts[i], rest = _digits(rest, 2)
    if rest:
        if rest[0] not in '.,' or len(rest) < 2 or not (rest[1:].isascii() and rest[1:].isdigit()):
            raise ValueError(text)
        parts[3] = int((rest[1:] + '000000')[:6])
    return parts


def _read_time(text):
    at = max(text.find('+'), text.find('-'))
    tz = None
    if text.endswith('Z'):
        text, tz = text[:-1], timezone.utc
    elif at >= 0:
        h, m, s, us = _read_clock(text[at + 1:])
        offset = timedelta(hours=h, minutes=m, seconds=s, microseconds=us)
        tz = timezone(-offset if text[at] == '-' else offset) if offset else timezone.utc
        text = text[:at]
    return _read_clock(text), tz


class date:
    def __new__(cls, year, month, day):
        year, month, day = _check_date(year, month, day)
        self = object.__new__(cls)
        self._year, self._month, self._day = year, month, day
        return self

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_limbeck.time())

    @classmethod
    def fromtimestamp(cls, seconds):
        d = datetime.fromtimestamp(seconds)
        return cls(d.year, d.month, d.day)

    @classmethod
    def fromordinal(cls, n):
        if n < 1:
            raise ValueError('ordinal must be >= 1')
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            parts = _read_date(text)
        except ValueError:
            raise ValueError(f'Invalid isoformat string: {text!r}') from None
        return cls(*parts)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError(f'Year is out of range: {year}')
        first = _to_ordinal(year, 1, 1)
        weekday = (first + 6) % 7
        monday = first - weekday + (7 if weekday > 3 else 0)
        long_year = weekday == 3 or (weekday == 2 and _is_leap(year))
        if not 1 <= week <= 52 + long_year:
            raise ValueError(f'Invalid week: {week}')
        if not 1 <= day <= 7:
            raise ValueError(f'Invalid weekday: {day} (range is [1, 7])')
        return cls(*_from_ordinal(monday + (week - 1) * 7 + day - 1))

    def _ymd(self):
        return self._year, self._month, self._day

    def toordinal(self):
        return _to_ordinal(*self._ymd())

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.weekday() + 1

    def isocalendar(self):
        return IsoCalendarDate(_isocalendar(*self._ymd()))

    def isoformat(self):
        return f'{self._year:04}-{self._month:02}-{self._day:02}'

    __str__ = isoformat

    def ctime(self):
        return self.strftime('%a %b %e %H:%M:%S %Y')

    def strftime(self, format):
        return _format(self, format, datetime(self._year, self._month, self._day))

    def __format__(self, spec):
        if not isinstance(spec, str):
            raise TypeError(f'must be str, not {type(spec).__name__}')
        return self.strftime(spec) if spec else str(self)

    def replace(self, year=None, month=None, day=None):
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day)

    def timetuple(self):
        from time import struct_time
        return struct_time((self._year, self._month, self._day, 0, 0, 0, self.weekday(),
                            _days_before_month(self._year, self._month) + self._day, -1))

    def __repr__(self):
        name = 'datetime.date' if type(self) is date else type(self).__qualname__
        return f'{name}({self._year}, {self._month}, {self._day})'

    def __add__(self, other):
        if isinstance(other, timedelta):
            n = self.toordinal() + other.days
            if not 0 < n <= 3652059:
                raise OverflowError('date value out of range')
            return type(self).fromordinal(n)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def _compares(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __eq__(self, other):
        return self._ymd() == other._ymd() if self._compares(other) else NotImplemented

    def __lt__(self, other):
        return self._ymd() < other._ymd() if self._compares(other) else NotImplemented

    def __le__(self, other):
        return self._ymd() <= other._ymd() if self._compares(other) else NotImplemented

    def __gt__(self, other):
        return self._ymd() > other._ymd() if self._compares(other) else NotImplemented

    def __ge__(self, other):
        return self._ymd() >= other._ymd() if self._compares(other) else NotImplemented

    def __hash__(self):
        return hash(self._ymd())


class time:
    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        clock = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._clock, self._tzinfo, self._fold = clock, tzinfo, fold
        return self

    hour = property(lambda self: self._clock[0])
    minute = property(lambda self: self._clock[1])
    second = property(lambda self: self._clock[2])
    microsecond = property(lambda self: self._clock[3])
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            clock, tz = _read_time(text[1:] if text.startswith('T') else text)
            return cls(*clock, tzinfo=tz)
        except ValueError:
            raise ValueError(f'Invalid isoformat string: {text!r}') from None

    def isoformat(self, timespec='auto'):
        return _clock_text(self._clock, timespec) + _zone_text(self)

    def __str__(self):
        return self.isoformat()

    def strftime(self, format):
        return _format(self, format, datetime(1900, 1, 1, *self._clock))

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(None)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(None)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *,
                fold=None):
        given = (hour, minute, second, microsecond)
        clock = [mine if new is None else new for mine, new in zip(self._clock, given)]
        return type(self)(*clock, self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    def __repr__(self):
        name = 'datetime.time' if type(self) is time else type(self).__qualname__
        return f'{name}({_clock_args(self)})'

    def _key(self):
        offset = self.utcoffset()
        h, m, s, us = self._clock
        return ((h * 60 + m) * 60 + s) * 1000000 + us - (offset._us if offset else 0)

    def _order(self, other):
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware times")
        return self._key(), other._key()

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            return False
        return self._key() == other._key()

    def __lt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._order(other)
        return a < b

    def __le__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._order(other)
        return a <= b

    def __gt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._order(other)
        return a > b

    def __ge__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._order(other)
        return a >= b

    def __hash__(self):
        return hash(self._key())


def _clock_text(clock, timespec):
    h, m, s, us = clock
    if timespec == 'auto':
        timespec = 'microseconds' if us else 'seconds'
    if timespec == 'hours':
        return f'{h:02}'
    if timespec == 'minutes':
        return f'{h:02}:{m:02}'
    if timespec == 'seconds':
        return f'{h:02}:{m:02}:{s:02}'
    if timespec == 'milliseconds':
        return f'{h:02}:{m:02}:{s:02}.{us // 1000:03}'
    if timespec == 'microseconds':
        return f'{h:02}:{m:02}:{s:02}.{us:06}'
    raise ValueError('Unknown timespec value')


def _zone_text(self):
    offset = self.utcoffset()
    return '' if offset is None else _offset_text(offset)


def _clock_args(self):
    h, m, s, us = self._clock
    parts = [str(h), str(m)]
    if s or us:
        parts.append(str(s))
    if us:
        parts.append(str(us))
    if self._tzinfo is not None:
        parts.append(f'tzinfo={self._tzinfo!r}')
    if self._fold:
        parts.append(f'fold={self._fold}')
    return ', '.join(parts)


class datetime(date):
    def __new__(cls, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *,
                fold=0):
        year, month, day = _check_date(year, month, day)
        clock = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._year, self._month, self._day = year, month, day
        self._clock, self._tzinfo, self._fold = clock, tzinfo, fold
        return self

    hour = property(lambda self: self._clock[0])
    minute = property(lambda self: self._clock[1])
    second = property(lambda self: self._clock[2])
    microsecond = property(lambda self: self._clock[3])
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def _of_micros(cls, us, tz):
        days, us = divmod(us, _DAY_MICROS)
        n = days + _EPOCH
        if not 0 < n <= 3652059:
            raise ValueError(f'year {1970 + days // 365} is out of range')
        seconds, us = divmod(us, 1000000)
        minutes, second = divmod(seconds, 60)
        return cls(*_from_ordinal(n), *divmod(minutes, 60), second, us, tz)

    def _to_micros(self):
        h, m, s, us = self._clock
        days = self.toordinal() - _EPOCH
        return (((days * 24 + h) * 60 + m) * 60 + s) * 1000000 + us

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        _check_tzinfo(tz)
        a, b = float(timestamp).as_integer_ratio()
        us = _round_half_even(a * 1000000, b)
        if tz is None:
            return cls._of_micros(us + _limbeck.local_offset(us // 1000000) * 1000000, None)
        return tz.fromutc(cls._of_micros(us, tz))

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        a, b = float(timestamp).as_integer_ratio()
        return cls._of_micros(_round_half_even(a * 1000000, b), None)

    @classmethod
    def now(cls, tz=None):
        _check_tzinfo(tz)
        us = _limbeck.time_us()
        if tz is None:
            return cls._of_micros(us + _limbeck.local_offset(us // 1000000) * 1000000, None)
        return tz.fromutc(cls._of_micros(us, tz))

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return cls._of_micros(_limbeck.time_us(), None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        return cls(date.year, date.month, date.day, *time._clock,
                   time._tzinfo if tzinfo is True else tzinfo, fold=time._fold)

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            n = 10 if text[4:5] == '-' else 8
            if text[4:5] == '-' and text[5:6] == 'W':
                n = 10 if text[8:9] == '-' else 8
            elif text[4:5] == 'W':
                n = 8 if text[7:8].isdigit() else 7
            parts = _read_date(text[:n])
            clock, tz = _read_time(text[n + 1:]) if len(text) > n else ((0, 0, 0, 0), None)
        except ValueError:
            raise ValueError(f'Invalid isoformat string: {text!r}') from None
        return cls(*parts, *clock, tzinfo=tz)

    @classmethod
    def strptime(cls, text, format):
        from _strptime import read
        parts, clock, tz = read(text, format)
        return cls(*parts, *clock, tz)

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return time(*self._clock, fold=self._fold)

    def timetz(self):
        return time(*self._clock, self._tzinfo, fold=self._fold)

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(self)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(self)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def _utc_micros(self):
        offset = self.utcoffset()
        if offset is None:
            us = self._to_micros()
            guess = us - _limbeck.local_offset(us // 1000000) * 1000000
            return us - _limbeck.local_offset(guess // 1000000) * 1000000
        return self._to_micros() - offset._us

    def timestamp(self):
        return self._utc_micros() / 1000000

    def astimezone(self, tz=None):
        us = self._utc_micros()
        if tz is None:
            tz = _local_offset(us // 1000000)
        _check_tzinfo(tz)
        if tz is self._tzinfo:
            return self
        return tz.fromutc(type(self)._of_micros(us, tz))

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None,
                microsecond=None, tzinfo=True, *, fold=None):
        mine = self._ymd() + self._clock
        given = (year, month, day, hour, minute, second, microsecond)
        parts = [old if new is None else new for old, new in zip(mine, given)]
        return type(self)(*parts, self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    def isoformat(self, sep='T', timespec='auto'):
        return (f'{self._year:04}-{self._month:02}-{self._day:02}{sep}' +
                _clock_text(self._clock, timespec) + _zone_text(self))

    def __str__(self):
        return self.isoformat(' ')

    def strftime(self, format):
        return _format(self, format, self)

    def timetuple(self):
        from time import struct_time
        h, m, s, _ = self._clock
        return struct_time((*self._ymd(), h, m, s, self.weekday(),
                            _days_before_month(self._year, self._month) + self._day,
                            -1 if self.dst() is None else bool(self.dst())))

    def utctimetuple(self):
        return type(self)._of_micros(self._to_micros() - (self.utcoffset() or timedelta())._us,
                                     None).timetuple()

    def __repr__(self):
        name = 'datetime.datetime' if type(self) is datetime else type(self).__qualname__
        return f'{name}({self._year}, {self._month}, {self._day}, {_clock_args(self)})'

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        us = self._to_micros() + other._us
        if not 0 < us // _DAY_MICROS + _EPOCH <= 3652059:
            raise OverflowError('date value out of range')
        return type(self)._of_micros(us, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self.utcoffset(), other.utcoffset()
        if (a is None) != (b is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        us = self._to_micros() - other._to_micros()
        if a is not None:
            us -= a._us - b._us
        return timedelta._of(us)

    def _order(self, other):
        a, b = self.utcoffset(), other.utcoffset()
        if (a is None) != (b is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return (self._to_micros() - (a._us if a else 0), other._to_micros() - (b._us if b else 0))

    def _compares(self, other):
        if isinstance(other, datetime):
            return True
        if isinstance(other, date):
            raise TypeError(f"can't compare {type(self).__module__}.{type(self).__name__} to "
                            f'{type(other).__module__}.{type(other).__name__}')
        return False

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return False if isinstance(other, date) else NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            return False
        a, b = self._order(other)
        return a == b

    def __lt__(self, other):
        if not self._compares(other):
            return NotImplemented
        a, b = self._order(other)
        return a < b

    def __le__(self, other):
        if not self._compares(other):
            return NotImplemented
        a, b = self._order(other)
        return a <= b

    def __gt__(self, other):
        if not self._compares(other):
            return NotImplemented
        a, b = self._order(other)
        return a > b

    def __ge__(self, other):
        if not self._compares(other):
            return NotImplemented
        a, b = self._order(other)
        return a >= b

    def __hash__(self):
        offset = self.utcoffset()
        return hash(self._to_micros() - (offset._us if offset else 0))


date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(days=1)
time.min, time.max = time(), time(23, 59, 59, 999999)
time.resolution = timedelta.resolution
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta.resolution
