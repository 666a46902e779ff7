"""decimal: decimal numbers after the General Decimal Arithmetic, with one context of 28 digits.
Signals are exceptions where the default context traps them; flags are not kept."""


class DecimalException(ArithmeticError):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class Rounded(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR, ROUND_UP, \
    ROUND_HALF_DOWN, ROUND_05UP = (
        'ROUND_DOWN', 'ROUND_HALF_UP', 'ROUND_HALF_EVEN', 'ROUND_CEILING', 'ROUND_FLOOR',
        'ROUND_UP', 'ROUND_HALF_DOWN', 'ROUND_05UP')
MAX_PREC, MAX_EMAX, MIN_EMIN = 10 ** 18 - 1, 10 ** 18 - 1, 1 - 10 ** 18


class Context:
    def __init__(self, prec=28, rounding=ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1,
                 clamp=0, flags=None, traps=None):
        self.prec, self.rounding, self.Emin, self.Emax = prec, rounding, Emin, Emax
        self.capitals, self.clamp, self.flags, self.traps = capitals, clamp, {}, {}

    def copy(self):
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp)

    def create_decimal(self, num='0'):
        return +Decimal(num) if self is _context else Decimal(num)._fix(self)

    def __repr__(self):
        return (f'Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, '
                f'Emax={self.Emax}, capitals={self.capitals}, clamp={self.clamp}, flags=[], '
                'traps=[InvalidOperation, DivisionByZero, Overflow])')


_context = Context()
DefaultContext, BasicContext, ExtendedContext = Context(), Context(9, ROUND_HALF_UP), Context(9)


def getcontext():
    return _context


def setcontext(context):
    global _context
    _context = context


class localcontext:
    def __init__(self, ctx=None, **keywords):
        self._new = (ctx or _context).copy()
        for name, value in keywords.items():
            setattr(self._new, name, value)

    def __enter__(self):
        self._saved = _context
        setcontext(self._new)
        return self._new

    def __exit__(self, *info):
        setcontext(self._saved)


def _round(n, power, rounding, negative):
    """n / 10**power as an integer."""
    unit = 10 ** power
    whole, rest = divmod(n, unit)
    if not rest:
        return whole
    up = {ROUND_DOWN: False, ROUND_UP: True, ROUND_CEILING: not negative, ROUND_FLOOR: negative,
          ROUND_HALF_UP: rest * 2 >= unit, ROUND_HALF_DOWN: rest * 2 > unit,
          ROUND_HALF_EVEN: rest * 2 > unit or (rest * 2 == unit and whole % 2 == 1),
          ROUND_05UP: whole % 10 in (0, 5)}[rounding]
    return whole + up


def _read(text):
    """(negative, digits, exponent) of a text; None when it is no number."""
    s = text.strip().replace('_', '')
    negative = s[:1] == '-'
    s = s[1:] if s[:1] in ('-', '+') else s
    low = s.lower()
    if low in ('inf', 'infinity'):
        return negative, 0, 'F'
    if low in ('nan', 'snan') or (low.startswith('nan') and low[3:].isdigit()):
        return negative, 0, 'n'
    number, e, exponent = low.partition('e')
    whole, _, part = number.partition('.')
    if not (whole + part).isdigit():
        return None
    bare = exponent[1:] if exponent[:1] in ('-', '+') else exponent
    if e and not bare.isdigit():
        return None
    return negative, int(whole + part), (int(exponent) if e else 0) - len(part)


class DecimalTuple(tuple):
    sign, digits, exponent = (property(lambda self, i=i: self[i]) for i in range(3))

    def __repr__(self):
        return f'DecimalTuple(sign={self[0]}, digits={self[1]}, exponent={self[2]!r})'


class Decimal:
    """_neg, _int and _exp; _exp is 'F' for infinity and 'n' for NaN."""
    __slots__ = ('_neg', '_int', '_exp')

    def __new__(cls, value='0', context=None):
        self = object.__new__(cls)
        if isinstance(value, Decimal):
            parts = value._neg, value._int, value._exp
        elif isinstance(value, int):
            parts = value < 0, abs(int(value)), 0
        elif isinstance(value, str):
            parts = _read(value)
            if parts is None:
                raise InvalidOperation([ConversionSyntax])
        elif isinstance(value, float):
            return cls.from_float(value)
        elif isinstance(value, (tuple, list)):
            sign, digits, exponent = value
            parts = bool(sign), int(''.join(map(str, digits)) or '0'), exponent
        else:
            raise TypeError('conversion from ' + type(value).__name__ + ' to Decimal is not '
                            'supported')
        self._neg, self._int, self._exp = parts
        return self

    @classmethod
    def _of(cls, negative, number, exponent):
        self = object.__new__(cls)
        self._neg, self._int, self._exp = negative, number, exponent
        return self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, int):
            return cls(f)
        if f != f or f in (float('inf'), float('-inf')):
            return cls(repr(f))
        n, d = abs(f).as_integer_ratio()
        k = d.bit_length() - 1
        return cls._of(str(f)[0] == '-', n * 5 ** k, -k)

    def is_nan(self):
        return self._exp == 'n'

    def is_infinite(self):
        return self._exp == 'F'

    def is_finite(self):
        return not isinstance(self._exp, str)

    def is_signed(self):
        return self._neg

    def is_zero(self):
        return self.is_finite() and self._int == 0

    is_qnan = is_nan
    is_snan = is_subnormal = lambda self: False

    def adjusted(self):
        return self._exp + len(str(self._int)) - 1 if self.is_finite() else 0

    def as_tuple(self):
        digits = tuple(map(int, str(self._int))) if self.is_finite() else (
            (0,) if self._exp == 'F' else ())
        return DecimalTuple((int(self._neg), digits, self._exp))

    def as_integer_ratio(self):
        if self._exp == 'F':
            raise OverflowError('cannot convert Infinity to integer ratio')
        if self._exp == 'n':
            raise ValueError('cannot convert NaN to integer ratio')
        n = -self._int if self._neg else self._int
        if self._exp >= 0:
            return n * 10 ** self._exp, 1
        from math import gcd
        d = 10 ** -self._exp
        g = gcd(n, d)
        return n // g, d // g

    def _fix(self, context=None):
        context = context or _context
        if not self.is_finite():
            return self
        extra = len(str(self._int)) - context.prec
        if extra <= 0:
            return self
        n = _round(self._int, extra, context.rounding, self._neg)
        exponent = self._exp + extra
        if len(str(n)) > context.prec:
            n, exponent = n // 10, exponent + 1
        if exponent + len(str(n)) - 1 > context.Emax:
            raise Overflow([Overflow, Inexact, Rounded])
        return Decimal._of(self._neg, n, exponent)

    def __str__(self):
        sign = '-' if self._neg else ''
        if not self.is_finite():
            return sign + ('Infinity' if self._exp == 'F' else 'NaN')
        digits = str(self._int)
        point = len(digits) + self._exp
        if self._exp <= 0 and point > -6:
            if self._exp == 0:
                return sign + digits
            if point > 0:
                return f'{sign}{digits[:point]}.{digits[point:]}'
            return f"{sign}0.{'0' * -point}{digits}"
        tail = f'.{digits[1:]}' if len(digits) > 1 else ''
        return f'{sign}{digits[0]}{tail}E{point - 1:+}'

    def __repr__(self):
        return f"Decimal('{self}')"

    def to_eng_string(self, context=None):
        return str(self)

    def _signed(self):
        return -self._int if self._neg else self._int

    @staticmethod
    def _other(other):
        if isinstance(other, Decimal):
            return other
        return Decimal(other) if isinstance(other, int) else None

    def _special(self, other, rule):
        """Arithmetic with NaN or infinity: the result, or None when both are finite."""
        if self._exp == 'n' or other._exp == 'n':
            return Decimal('NaN')
        if not self.is_finite() or not other.is_finite():
            value = rule(float(self), float(other))
            if value != value:
                raise InvalidOperation([InvalidOperation])
            if value in (float('inf'), float('-inf')):
                return Decimal(repr(value))
            return Decimal._of(value < 0, 0, 0)
        return None

    def __add__(self, other):
        other = self._other(other)
        if other is None:
            return NotImplemented
        special = self._special(other, lambda a, b: a + b)
        if special is not None:
            return special
        e = min(self._exp, other._exp)
        n = self._signed() * 10 ** (self._exp - e) + other._signed() * 10 ** (other._exp - e)
        negative = n < 0 or (n == 0 and self._neg and other._neg)
        return Decimal._of(negative, abs(n), e)._fix()

    __radd__ = __add__

    def __neg__(self):
        return Decimal._of(not self._neg and not self.is_zero(), self._int, self._exp)._fix()

    def __pos__(self):
        return Decimal._of(self._neg and not self.is_zero(), self._int, self._exp)._fix()

    def __abs__(self):
        return Decimal._of(False, self._int, self._exp)._fix()

    def copy_abs(self):
        return Decimal._of(False, self._int, self._exp)

    def copy_negate(self):
        return Decimal._of(not self._neg, self._int, self._exp)

    def __sub__(self, other):
        other = self._other(other)
        return NotImplemented if other is None else self + other.copy_negate()

    def __rsub__(self, other):
        other = self._other(other)
        return NotImplemented if other is None else other + self.copy_negate()

    def __mul__(self, other):
        other = self._other(other)
        if other is None:
            return NotImplemented
        special = self._special(other, lambda a, b: a * b)
        if special is not None:
            return special
        return Decimal._of(self._neg != other._neg, self._int * other._int,
                           self._exp + other._exp)._fix()

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = self._other(other)
        if other is None:
            return NotImplemented
        if other.is_zero() and self._exp != 'n':
            if self.is_zero():
                raise InvalidOperation([DivisionUndefined])
            raise DivisionByZero([DivisionByZero])
        special = self._special(other, lambda a, b: a / b)
        if special is not None:
            return special
        negative, e = self._neg != other._neg, self._exp - other._exp
        if self._int == 0:
            return Decimal._of(negative, 0, e)
        shift = max(0, len(str(other._int)) - len(str(self._int)) + _context.prec + 1)
        n, rest = divmod(self._int * 10 ** shift, other._int)
        e -= shift
        if rest:
            n += n % 5 == 0
        else:
            while e < self._exp - other._exp and n % 10 == 0:
                n, e = n // 10, e + 1
        return Decimal._of(negative, n, e)._fix()

    def __rtruediv__(self, other):
        other = self._other(other)
        return NotImplemented if other is None else other / self

    def _divide(self, other):
        """Integer quotient and remainder, towards zero."""
        if other.is_zero():
            if self.is_zero():
                raise InvalidOperation([DivisionUndefined])
            raise DivisionByZero([DivisionByZero])
        e = min(self._exp, other._exp)
        a, b = self._int * 10 ** (self._exp - e), other._int * 10 ** (other._exp - e)
        q, r = divmod(a, b)
        if len(str(q)) > _context.prec:
            raise InvalidOperation([InvalidOperation])
        return (Decimal._of(self._neg != other._neg, q, 0),
                Decimal._of(self._neg, r, e)._fix())

    def __floordiv__(self, other):
        other = self._other(other)
        return NotImplemented if other is None else self._divide(other)[0]

    def __rfloordiv__(self, other):
        other = self._other(other)
        return NotImplemented if other is None else other._divide(self)[0]

    def __mod__(self, other):
        other = self._other(other)
        if other is None:
            return NotImplemented
        if other.is_zero():
            raise InvalidOperation([DivisionUndefined if self.is_zero() else InvalidOperation])
        return self._divide(other)[1]

    def __rmod__(self, other):
        other = self._other(other)
        return NotImplemented if other is None else other % self

    def __divmod__(self, other):
        other = self._other(other)
        return NotImplemented if other is None else self._divide(other)

    def __pow__(self, other, modulo=None):
        other = self._other(other)
        if other is None:
            return NotImplemented
        n = int(other)
        if other != n:
            import _limbeck
            _limbeck.refuse('Decimal ** with a fraction')
        if n == 0:
            if self.is_zero():
                raise InvalidOperation([InvalidOperation])
            return Decimal(1)
        power = Decimal._of(self._neg and n % 2 == 1, self._int ** abs(n), self._exp * abs(n))
        return power._fix() if n > 0 else Decimal(1) / power

    def __rpow__(self, other):
        other = self._other(other)
        return NotImplemented if other is None else other ** self

    def sqrt(self, context=None):
        if self.is_zero():
            return Decimal._of(self._neg, 0, self._exp // 2)
        if self._neg:
            raise InvalidOperation([InvalidOperation])
        from math import isqrt
        shift = max(0, 2 * (_context.prec + 1) - len(str(self._int)))
        shift += (self._exp - shift) % 2
        n = isqrt(self._int * 10 ** shift)
        exact = n * n == self._int * 10 ** shift
        e = (self._exp - shift) // 2
        ideal = self._exp // 2
        if exact:
            while e < ideal and n % 10 == 0:
                n, e = n // 10, e + 1
        else:
            n += n % 5 == 0
        return Decimal._of(False, n, e)._fix(Context(_context.prec))

    def _cmp(self, other):
        if not self.is_finite() or not other.is_finite():
            a, b = (float(self) if not self.is_finite() else 0.0,
                    float(other) if not other.is_finite() else 0.0)
            return (a > b) - (a < b)
        e = min(self._exp, other._exp)
        a, b = self._signed() * 10 ** (self._exp - e), other._signed() * 10 ** (other._exp - e)
        return (a > b) - (a < b)

    def compare(self, other, context=None):
        return Decimal(self._cmp(self._other(other)))

    @staticmethod
    def _comparable(other):
        return Decimal.from_float(other) if isinstance(other, float) else Decimal._other(other)

    def __eq__(self, other):
        other = self._comparable(other)
        if other is None:
            return NotImplemented
        return False if 'n' in (self._exp, other._exp) else self._cmp(other) == 0

    def _order(self, other):
        other = self._comparable(other)
        if other is not None and 'n' in (self._exp, other._exp):
            raise InvalidOperation([InvalidOperation])
        return None if other is None else self._cmp(other)

    def __lt__(self, other):
        order = self._order(other)
        return NotImplemented if order is None else order < 0

    def __le__(self, other):
        order = self._order(other)
        return NotImplemented if order is None else order <= 0

    def __gt__(self, other):
        order = self._order(other)
        return NotImplemented if order is None else order > 0

    def __ge__(self, other):
        order = self._order(other)
        return NotImplemented if order is None else order >= 0

    def __hash__(self):
        if not self.is_finite():
            return hash(float(self))
        if self._exp >= 0:
            return hash(self._signed() * 10 ** self._exp)
        n, d = self.as_integer_ratio()
        prime = 2 ** 61 - 1
        value = abs(n) * pow(d, prime - 2, prime) % prime
        value = -value if n < 0 else value
        return -2 if value == -1 else value

    def __bool__(self):
        return not self.is_zero()

    def __float__(self):
        return float(str(self))

    def __int__(self):
        if self._exp == 'n':
            raise ValueError('cannot convert NaN to integer')
        if self._exp == 'F':
            raise OverflowError('cannot convert Infinity to integer')
        n = self._int * 10 ** self._exp if self._exp >= 0 else self._int // 10 ** -self._exp
        return -n if self._neg else n

    __trunc__ = __int__

    def __floor__(self):
        return int(self.to_integral_value(ROUND_FLOOR))

    def __ceil__(self):
        return int(self.to_integral_value(ROUND_CEILING))

    def __round__(self, n=None):
        if n is None:
            return int(self.to_integral_value(ROUND_HALF_EVEN))
        return self.quantize(Decimal._of(False, 1, -n))

    def quantize(self, exp, rounding=None, context=None):
        exp = Decimal(exp)
        if not self.is_finite() or not exp.is_finite():
            if self._exp == exp._exp:
                return self
            raise InvalidOperation([InvalidOperation])
        rounding = rounding or (context or _context).rounding
        if exp._exp <= self._exp:
            n = self._int * 10 ** (self._exp - exp._exp)
        else:
            n = _round(self._int, exp._exp - self._exp, rounding, self._neg)
        if len(str(n)) > (context or _context).prec:
            raise InvalidOperation([InvalidOperation])
        return Decimal._of(self._neg, n, exp._exp)

    def to_integral_value(self, rounding=None, context=None):
        if not self.is_finite() or self._exp >= 0:
            return Decimal(self)
        return Decimal._of(self._neg, _round(self._int, -self._exp, rounding or _context.rounding,
                                             self._neg), 0)

    to_integral = to_integral_exact = to_integral_value

    def normalize(self, context=None):
        value = self._fix()
        if not value.is_finite():
            return value
        if value._int == 0:
            return Decimal._of(value._neg, 0, 0)
        n, e = value._int, value._exp
        while n % 10 == 0:
            n, e = n // 10, e + 1
        return Decimal._of(value._neg, n, e)

    def scaleb(self, other, context=None):
        return Decimal._of(self._neg, self._int, self._exp + int(other))

    def max(self, other, context=None):
        return +max(self, self._other(other))

    def min(self, other, context=None):
        return +min(self, self._other(other))

    def copy_sign(self, other, context=None):
        return Decimal._of(self._other(other)._neg, self._int, self._exp)

    def ln(self, context=None):
        import _limbeck
        _limbeck.refuse('Decimal.ln()')

    exp = log10 = ln

    @property
    def real(self):
        return self

    def conjugate(self):
        return self

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __format__(self, spec):
        if not spec:
            return str(self)
        kind = spec[-1] if spec[-1] in 'eEfFgGn%' else ''
        body = spec[:-1] if kind else spec
        body, dot, precision = body.partition('.')
        value = self
        if kind == '%':
            value = value.scaleb(2)
        if dot and not precision.isdigit():
            raise ValueError('invalid format string')
        text = str(value.copy_abs())
        if kind and kind in 'fF%' or (not kind and False):
            if dot:
                n = value.quantize(Decimal._of(False, 1, -int(precision))) if value else (
                    Decimal._of(value._neg, 0, -int(precision)))
                text = _plain(n)
            else:
                text = _plain(value)
        elif kind and kind in 'eE':
            text = _scientific(value, int(precision) if dot else None, kind)
        elif dot:
            rounded = value._fix(Context(max(int(precision), 1)))
            text = str(rounded.copy_abs()) if rounded._exp <= 0 or rounded._exp > 6 else (
                str(rounded.copy_abs()))
        return _pad(body, '-' if value._neg else '', text + ('%' if kind == '%' else ''))


def _plain(value):
    digits = str(value._int)
    if value._exp >= 0:
        return digits + '0' * value._exp
    digits = digits.rjust(-value._exp + 1, '0')
    return digits[:value._exp] + '.' + digits[value._exp:]


def _scientific(value, precision, letter):
    if precision is not None:
        value = value._fix(Context(precision + 1))
    digits = str(value._int)
    e = value._exp + len(digits) - 1
    if precision is not None:
        digits = digits.ljust(precision + 1, '0')
    tail = '.' + digits[1:] if len(digits) > 1 else ''
    return f'{digits[0]}{tail}{letter}{e:+}'


def _pad(body, sign, text):
    """Fill, align, sign, zeros, width and commas of a format spec around a number's text."""
    fill, align = ' ', '>'
    if len(body) > 1 and body[1] in '<>=^':
        fill, align, body = body[0], body[1], body[2:]
    elif body[:1] in ('<', '>', '=', '^') and body:
        align, body = body[0], body[1:]
    if body[:1] in ('+', '-', ' ') and body:
        sign = sign or (body[0] if body[0] in '+ ' else '')
        body = body[1:]
    if body.startswith('0'):
        fill, align = '0', '='
    if body.endswith(','):
        body = body[:-1]
        whole, dot, part = text.partition('.')
        text = f'{int(whole):,}{dot}{part}' if whole.isdigit() else text
    if body and not body.isdigit():
        raise ValueError('invalid format string')
    room = int(body or 0) - len(sign) - len(text)
    if room <= 0:
        return sign + text
    if align == '=':
        return sign + fill * room + text
    left = {'<': 0, '>': room, '^': room // 2}[align]
    return fill * left + sign + text + fill * (room - left)
