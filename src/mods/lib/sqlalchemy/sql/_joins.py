"""What a join leaves out: its left side, and the ON clause that foreign keys give."""
from sqlalchemy import ForeignKeyConstraint, Table, and_, exc
from sqlalchemy.sql._tables import constraints, elements
from sqlalchemy.sql.expression import (ClauseElement, ColumnClause, Exists, FromClause, Join,
                                       Label, ScalarSelect, SelectBase)


def _known(item, items):
    return any(item is one for one in items)


def _columns(from_):
    """The columns that a FROM shows, in their order."""
    if isinstance(from_, Join):
        return _columns(_plain(from_._left)) + _columns(_plain(from_._right))
    return list(from_.c)


def _plain(from_):
    """The table of a mapped class."""
    return getattr(from_, '__table__', from_)


def _root(column):
    """The column of a table behind the one that an alias, a subquery or a label shows."""
    while isinstance(column, Label) or '_base' in vars(column):
        column = column.element if isinstance(column, Label) else column._base
    return column



def _referring(from_, to):
    """Pairs of columns by foreign keys of `from_`, under the constraint that brings them."""
    shown = _columns(to)
    for column in _columns(from_):
        root = _root(column)
        if not isinstance(getattr(root, 'table', None), Table):
            continue
        for constraint in constraints(root.table):
            if not isinstance(constraint, ForeignKeyConstraint):
                continue
            for key in elements(constraint):
                if key.parent is root:
                    for one in shown:
                        if _root(one) is _target(key, shown):
                            yield constraint, one, column
                            break


def _target(key, shown):
    """The column that a key refers to. A table that is not known yet matters only to a join with
    it."""
    try:
        return key.column
    except exc.NoReferenceError:
        place = str(key._column).split('.')[-2]
        if any(_name(getattr(_root(one), 'table', None)) == place for one in shown):
            raise
        return None


def _pairs(left, right):
    """The pairs of both directions, by constraint."""
    found = []
    sides = [(right, left)] + ([] if left is right else [(left, right)])
    for from_, to in sides:
        for constraint, one, column in _referring(from_, to):
            for known, pairs in found:
                if known is constraint:
                    pairs.append((one, column))
                    break
            else:
                found.append((constraint, [(one, column)]))
    return [pairs for _, pairs in found]


def _same(one, other):
    return len(one) == len(other) and all(a is c and b is d for (a, b), (c, d) in zip(one, other))


def _name(from_):
    if isinstance(from_, Join):
        return 'Join object on %s(%s) and %s(%s)' % (
            _name(_plain(from_._left)), id(from_._left), _name(_plain(from_._right)),
            id(from_._right))
    return getattr(from_, 'name', None) or type(from_).__name__ + ' object'


def _candidates(left, right):
    """Of a join on the left its right side is asked first, then all of it."""
    if isinstance(left, Join):
        return _pairs(_plain(left._right), right) or _pairs(left, right)
    return _pairs(left, right)


def condition(left, right):
    left, right = _plain(left), _plain(right)
    found = _candidates(left, right)
    if not found:
        raise exc.NoForeignKeysError(
            "Can't find any foreign key relationships between '%s' and '%s'."
            % (_name(left), _name(right)))
    if not all(_same(found[0], other) for other in found):
        raise exc.AmbiguousForeignKeysError(
            "Can't determine join between '%s' and '%s'; tables have more than one foreign key "
            "constraint relationship between them. Please specify the 'onclause' of this join "
            "explicitly." % (_name(left), _name(right)))
    parts = [one == column for one, column in found[0]]
    return parts[0] if len(parts) == 1 else and_(*parts)


def _froms(element, found):
    """The FROMs that an expression brings."""
    if isinstance(element, (list, tuple)):
        for one in element:
            _froms(one, found)
    elif isinstance(element, FromClause):
        if not _known(element, found):
            found.append(element)
    elif isinstance(element, ColumnClause):
        if element.table is not None:
            _froms(element.table, found)
    elif isinstance(element, ClauseElement) and not isinstance(element, (Exists, ScalarSelect,
                                                                         SelectBase)):
        for name, value in vars(element).items():
            if name not in ('_c', 'type', '_type'):
                _froms(value, found)
    return found


def _named(element, found):
    """The columns that an expression names."""
    if isinstance(element, (list, tuple)):
        for one in element:
            _named(one, found)
    elif isinstance(element, ColumnClause):
        found.append(element)
    elif isinstance(element, ClauseElement):
        for value in vars(element).values():
            _named(value, found)
    return found


def _inside(from_):
    """A join hides its sides."""
    if not isinstance(from_, Join):
        return []
    sides = [_plain(from_._left), _plain(from_._right)]
    return sides + _inside(sides[0]) + _inside(sides[1])


def _fits(from_, right, onclause, several):
    if from_ is right:
        return False
    if onclause is None:
        return bool(_pairs(from_, right))
    named = _named(onclause, []) if several else []
    shown = _columns(from_) + _columns(right)
    return all(_known(column, shown) for column in named)


def left_side(select, right, onclause):
    """The FROM of a SELECT that join() starts from."""
    right = _plain(right)
    own = vars(select)
    froms = [_plain(one) for one in own.get('_from_') or ()]
    froms = froms or _froms([own.get('_columns'), own.get('_where')], [])
    fitting = [one for one in froms if _fits(one, right, onclause, len(froms) > 1)]
    if len(fitting) > 1:
        hidden = [inner for one in froms for inner in _inside(one)]
        fitting = [one for one in fitting if not _known(one, hidden)]
    if not fitting and onclause is not None:
        fitting = froms
    if len(fitting) == 1:
        return fitting[0]
    advice = ('Please use the .select_from() method to establish an explicit left side, as well as '
              'providing an explicit ON clause if not present already to help resolve the ambiguity.')
    if fitting:
        raise exc.InvalidRequestError(
            "Can't determine which FROM clause to join from, there are multiple FROMS which can "
            'join to this entity. ' + advice)
    raise exc.InvalidRequestError("Don't know how to join to %r. " % (right,) + advice)
