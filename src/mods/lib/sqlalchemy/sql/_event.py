"""sqlalchemy.event for what revisions listen to: tables and MetaData that are created or dropped, and
columns that are reflected.

Listeners of the connection pool are taken and never called: the migration's connection is there
already.  Others are refused, since nobody would call them.
"""
import _limbeck
from sqlalchemy import MetaData, Table

_TABLE = ('before_create', 'after_create', 'before_drop', 'after_drop', 'column_reflect',
          'before_parent_attach', 'after_parent_attach')
_POOL = ('connect', 'first_connect', 'checkout', 'checkin', 'close', 'do_connect',
         'engine_connect', 'engine_disposed')


def _place(target, identifier):
    """The list of listeners, or None for an event that cannot come."""
    if isinstance(target, (Table, MetaData)) and identifier in _TABLE[:5]:
        known = getattr(target, '_listeners', None)
        if known is None:
            known = target._listeners = {}
        return known.setdefault(identifier, [])
    if identifier in _POOL:
        return None
    _limbeck.refuse(f"the event '{identifier}' of {target!r} is used but limbeck does not have it; tables "
                    f"and MetaData have {', '.join(_TABLE[:5])}")


def listen(target, identifier, fn, *args, once=False, **kw):
    place = _place(target, identifier)
    if place is None:
        return
    if once:
        called, first = [], fn

        def fn(*values, **named):
            if not called:
                called.append(True)
                return first(*values, **named)
    place.append(fn)


def listens_for(target, identifier, *args, **kw):
    def decorate(fn):
        listen(target, identifier, fn, *args, **kw)
        return fn
    return decorate


def contains(target, identifier, fn):
    return fn in (_place(target, identifier) or ())


def remove(target, identifier, fn):
    place = _place(target, identifier)
    if place is not None:
        place.remove(fn)


def _copy(ddl):
    copy = type(ddl).__new__(type(ddl))
    for name, value in vars(ddl).items():
        setattr(copy, name, value)
    return copy


def execute_if(ddl, dialect=None, callable_=None, state=None):
    copy = _copy(ddl)
    copy._condition = (dialect, callable_, state)
    return copy


def wanted(ddl, target, bind, **kw):
    """May a DDL element execute for this target?"""
    dialect, callable_, state = getattr(ddl, '_condition', (None, None, None))
    if callable_ is not None and not callable_(ddl, target, bind, state=state,
                                               dialect=bind.dialect if bind is not None else None,
                                               **kw):
        return False
    if isinstance(dialect, str):
        return dialect == 'postgresql'
    return dialect is None or 'postgresql' in dialect


def filled(ddl, target, preparer):
    """The element with the names of its target."""
    copy = _copy(ddl)
    context = dict(ddl.context or {})
    if isinstance(target, Table):
        table, schema = preparer.quote(target.name), target.schema
        context.setdefault('table', table)
        context.setdefault('schema', preparer.quote(schema) if schema else '')
        context.setdefault('fullname', f'{preparer.quote(schema)}.{table}' if schema else table)
    copy._context = context
    return copy
