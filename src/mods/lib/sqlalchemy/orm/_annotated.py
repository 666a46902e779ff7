"""What Mapped[...] says of a column, read from the annotation's text: whether it may be NULL, and
the type that goes with Python's.

Names mean what they mean where the class is made.  One that means nothing there has no column's type,
and may or may not allow NULL; the table of such a column is not created.
"""
import datetime
import decimal
import enum
import re
import typing
import uuid
import _limbeck
import sqlalchemy as sa

_ABSENT = object()
_WORDS = re.compile(r'\s*(\.\.\.|[A-Za-z_][\w.]*|"[^"]*"|\'[^\']*\'|[][,|]|-?\d+)')
_TYPES = {int: sa.Integer, float: sa.Float, bool: sa.Boolean, str: sa.String, bytes: sa.LargeBinary,
          decimal.Decimal: sa.Numeric, datetime.date: sa.Date, datetime.datetime: sa.DateTime,
          datetime.time: sa.Time, datetime.timedelta: sa.Interval, uuid.UUID: sa.Uuid}


class _Unread(Exception):
    """The text has something that is no name, subscript or union."""


class _Either:
    def __init__(self, members):
        self.members = members


class _Unknown:
    """A name that means nothing here; subscripts of it mean nothing either."""

    def __getitem__(self, item):
        return self


def _words(text):
    words, at = [], 0
    text = text.strip()
    while at < len(text):
        found = _WORDS.match(text, at)
        if not found:
            raise _Unread(text)
        words.append(found[1])
        at = found.end()
    return words


def _named(path):
    if path == 'None':
        return None
    first, *others = path.split('.')
    value = _limbeck.named(first, _ABSENT)
    for name in others:
        value = value if value is _ABSENT else getattr(value, name, _ABSENT)
    if value is not _ABSENT:
        return value
    # typing's own names are known by their text where their module is not.
    return vars(typing).get(path.rpartition('.')[2], _Unknown())


def _term(words):
    word = words.pop(0) if words else ''
    if word[:1] in '"\'' and word:
        return _read(word[1:-1])
    if word == '...':
        return ...
    if word == '[':
        return _items(words)
    if not re.match(r'[A-Za-z_]', word):
        raise _Unread(word)
    value = _named(word)
    while words and words[0] == '[':
        del words[0]
        items = _items(words)
        form = getattr(value, '_name', None)
        if form in ('Optional', 'Union') and not getattr(value, '__args__', ()):
            value = _Either(items + [None] * (form == 'Optional'))
        else:
            items = [_Unknown() if isinstance(item, _Either) else item for item in items]
            value = value[tuple(items) if len(items) > 1 else items[0]]
    return value


def _union(words):
    members = [_term(words)]
    while words and words[0] == '|':
        del words[0]
        members.append(_term(words))
    return members[0] if len(members) == 1 else _Either(members)


def _items(words):
    items = [_union(words)]
    while words and words[0] == ',':
        del words[0]
        items.append(_union(words))
    if not words or words.pop(0) != ']':
        raise _Unread(words)
    return items


def _read(text):
    words = _words(text)
    value = _union(words)
    if words:
        raise _Unread(text)
    return value


def _members(value):
    """What a union joins, those inside of it included."""
    if isinstance(value, _Either):
        members = value.members
    elif isinstance(value, type(int | str)) or getattr(value, '_name', None) in ('Optional', 'Union'):
        members = [None if arg is type(None) else arg for arg in value.__args__]
        members += [None] * (getattr(value, '_name', None) == 'Optional')
    else:
        return [value]
    return [one for member in members for one in _members(member)]


def is_mapped(annotation):
    return isinstance(annotation, str) and re.match(r'\s*["\']?([\w.]+\.)?Mapped\[', annotation)


def read(annotation):
    """(may be NULL, Python's type, what Annotated adds), or None for a text that is not understood.
    None in the first place: nobody knows."""
    text = annotation.strip().strip('"\'')
    try:
        members = _members(_read(text[text.index('[') + 1:text.rindex(']')]))
    except _Unread:
        return None
    kinds = [member for member in members if member is not None]
    nullable, kind, more = len(kinds) < len(members), kinds[0] if len(kinds) == 1 else None, ()
    if getattr(kind, '_name', None) == 'Annotated':
        kind, *more = kind.__args__
        inner = _members(kind)
        nullable = nullable or None in inner
        kinds = [member for member in inner if member is not None]
        kind = kinds[0] if kinds else None
    if not nullable and any(isinstance(member, _Unknown) for member in kinds):
        nullable = None
    return nullable, kind, more


def column_type(kind, known):
    """The type of a column for Python's, or None; `known` is a type_annotation_map."""
    try:
        found = known.get(kind, _TYPES.get(kind))
    except TypeError:
        return None
    if found is None and isinstance(kind, type) and issubclass(kind, enum.Enum):
        # A map may say of enum.Enum how all of them are made.
        return sa.Enum(kind) if not any(base in known for base in kind.__mro__) else None
    return found() if isinstance(found, type) else found
