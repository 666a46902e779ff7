"""Which type a value is bound with beside an expression of a type."""
import datetime
import decimal
import uuid
from sqlalchemy import types
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import operators

_KINDS = {bool: types.Boolean, int: types.Integer, float: types.Float, str: types.String,
          decimal.Decimal: types.Numeric, bytes: types.LargeBinary, datetime.date: types.Date,
          datetime.datetime: types.DateTime, datetime.time: types.Time,
          datetime.timedelta: types.Interval, uuid.UUID: types.Uuid}
_OWN = (postgresql.INET, postgresql.CIDR, postgresql.MACADDR, postgresql.MACADDR8)


def compared(own, op, value):
    """TypeEngine.coerce_compared_value(): the type itself for values of its kind, else the value's."""
    kind = _KINDS.get(type(value))
    family = types.Numeric if kind is types.Float else kind
    if kind is None or isinstance(own, _OWN) or isinstance(own, family):
        return own
    if kind is types.String and isinstance(own, types.LargeBinary):
        return own
    return kind()


def asked(own, name, opstring, value):
    """What a script's coerce_compared_value() says of an operator by name."""
    op = operators.custom_op(opstring) if name == 'custom_op' else getattr(operators, name)
    given = own.coerce_compared_value(op, value)
    return given() if isinstance(given, type) else given


def escaped(text, escape):
    """The text of contains(…, autoescape=True) before its type sees it."""
    for one in ('' if escape in ('%', '_') else escape, '%', '_'):
        text = text.replace(one, escape + one) if one else text
    return text
