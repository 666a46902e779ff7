"""Tables as a whole: the constraints and indexes that belong to them, their order by foreign keys,
create() and drop() with the events around them.

SQLAlchemy attaches objects when a table is described; here they are made when somebody asks.
"""
from sqlalchemy import (DDL, CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index,
                        PrimaryKeyConstraint, Table, UniqueConstraint, exc, types)
from sqlalchemy.dialects.postgresql import DOMAIN, ENUM
from sqlalchemy.schema import AddConstraint, DropConstraint
from sqlalchemy.sql import _event
from sqlalchemy.sql.elements import conv

import _limbeck
from alembic import op
from alembic.operations import _plain


def _list(item, name):
    return getattr(item, name, None) or []


def _made(table, key, make):
    """An object that stands for what a column brings: the same one at each look."""
    known = getattr(table, '_brought', None)
    if known is None:
        known = table._brought = {}
    if key not in known:
        known[key] = make()
        known[key].table = known[key].parent = table
    return known[key]


def _inline_key(table, key, names):
    constraint = ForeignKeyConstraint(
        names, [key._column], name=key.name, onupdate=key.onupdate, ondelete=key.ondelete,
        deferrable=key.deferrable, initially=key.initially, match=key.match,
        use_alter=key.use_alter, **key.kwargs)
    constraint._inline = key
    key.constraint = constraint
    return constraint


def constraints(table):
    """All constraints in their order, the primary key first."""
    explicit = [item for item in _list(table, '_items') if not isinstance(item, PrimaryKeyConstraint)]
    primary = [item for item in _list(table, '_items') if isinstance(item, PrimaryKeyConstraint)]
    inline = [item for column in table.c for item in _list(column, 'args')
              if isinstance(item, ForeignKey)]
    result = []
    for place, found in enumerate(_plain.constraints(table)):
        kind, names = found['kind'], found['columns']
        if kind == 'Index':
            continue
        if not place:
            item = primary[-1] if primary else _made(table, 'primary', lambda: PrimaryKeyConstraint())
            item._columns = names
        elif place <= len(explicit):
            item = explicit[place - 1]
        elif kind == 'ForeignKeyConstraint':
            key = inline.pop(0)
            item = _made(table, (kind, id(key)), lambda: _inline_key(table, key, names))
        elif kind == 'UniqueConstraint':
            item = _made(table, (kind, names[0]), lambda: UniqueConstraint(*names))
        else:
            enums = table.c[names[0]].type.enums
            item = _made(table, (kind, names[0]), lambda: CheckConstraint(
                table.c[names[0]].in_(enums)))
        if found['name'] is not None:
            item.name = conv(found['name']) if found['final'] else found['name']
        result.append(item)
    return result


def table_constraints(table):
    return set(constraints(table))


def table_indexes(table):
    return set(indexes(table))


def primary_key(table):
    return constraints(table)[0]


def indexes(table):
    """All indexes: those of the script first, then those that columns bring."""
    explicit = list(_list(table, '_indexes'))
    found = [one for one in _plain.constraints(table) if one['kind'] == 'Index']
    # Columns are attached before indexes are.
    brought = found[:len(found) - len(explicit)]
    return explicit + [_made(table, ('Index', one['columns'][0]), lambda: _brought(table, one))
                       for one in brought]


def _brought(table, found):
    """The index that a column's index=True makes."""
    column = table.c[found['columns'][0]]
    index = Index(conv(found['name']), column.key, unique=bool(column.unique))
    index.expressions = [column]
    return index


def foreign_key_constraints(table):
    return {item for item in constraints(table) if isinstance(item, ForeignKeyConstraint)}


def elements(constraint):
    """The ForeignKeys of a ForeignKeyConstraint, one for each column."""
    if getattr(constraint, '_inline', None) is not None:
        return [constraint._inline]
    known = getattr(constraint, '_elements', None)
    if known is None:
        known = constraint._elements = []
        table = constraint.table
        for name, target in zip(_list(constraint, '_columns'), constraint.refcolumns):
            key = ForeignKey(target, name=constraint.name, onupdate=constraint.onupdate,
                             ondelete=constraint.ondelete, deferrable=constraint.deferrable,
                             initially=constraint.initially)
            key.constraint = constraint
            key.parent = _column(table, name)
            known.append(key)
    return known


def _column(table, name):
    return name if isinstance(name, Column) else table.c[name] if table is not None else name


def table_foreign_keys(table):
    return {key for item in foreign_key_constraints(table) for key in elements(item)}


def column_foreign_keys(column):
    own = [item for item in _list(column, 'args') if isinstance(item, ForeignKey)]
    explicit = [] if column.table is None else [
        key for item in _list(column.table, '_items') if isinstance(item, ForeignKeyConstraint)
        for key in elements(item) if key.parent is column]
    return set(own + explicit)


def constraint_columns(constraint):
    """A collection of the columns, as far as the constraint has a table."""
    table = getattr(constraint, 'table', None)
    return [_column(table, name) for name in _list(constraint, '_columns')]


def constraint_iter(constraint):
    return iter(constraint_columns(constraint))


def column_keys(constraint):
    return [column if isinstance(column, str) else column.key
            for column in _list(constraint, '_columns')]


def index_columns(index):
    """The columns that an index names."""
    table, found = index.table, []
    for part in _list(index, 'expressions'):
        part = getattr(part, '_element', part)
        if isinstance(part, Column) or (isinstance(part, str) and table is not None):
            found.append(_column(table, part))
    return found


def key_column(key):
    """What a ForeignKey points to, which must be known by now."""
    target = key._column
    if not isinstance(target, str):
        return target
    place, name = target.rsplit('.', 1)
    parent = getattr(key, 'parent', None)
    table = getattr(parent, 'table', None)
    if table is None:
        raise exc.InvalidRequestError(
            'this ForeignKey object does not yet have a parent Column associated with it.')
    if '.' not in place and table.metadata.schema:
        place = f'{table.metadata.schema}.{place}'
    if place not in table.metadata.tables:
        raise exc.NoReferencedTableError(
            f"Foreign key associated with column '{table.name}.{parent.name}' could not find table "
            f"'{place}' with which to generate a foreign key to target column '{name}'")
    known = table.metadata.tables[place]
    if name not in known.c:
        raise exc.NoReferencedColumnError(
            f"Could not initialize target column for ForeignKey '{target}' on table "
            f"'{table.name}': table '{place}' has no column named '{name}'")
    return known.c[name]


def check_keys(element):
    """The keys that CREATE TABLE or ADD CONSTRAINT writes must point to columns that are known."""
    alone = isinstance(element, ForeignKeyConstraint)
    table = getattr(element, 'table', None) if alone else element
    if not isinstance(table, Table) or getattr(table, 'metadata', None) is None:
        return
    for item in [element] if alone else constraints(table):
        if isinstance(item, ForeignKeyConstraint) and (alone or not item.use_alter):
            for key in elements(item):
                key_column(key)


# The order of tables.

class _Edges:
    """Which tables wait for which, and the foreign keys that may be added or dropped alone."""

    def __init__(self, tables, filter_fn=None, strict=True):
        self.tables, self.filter_fn = tables, filter_fn
        self.keys = {table: foreign_key_constraints(table) for table in tables}
        self.left, self.edges = [], []
        for table in tables:
            for key in [item for item in constraints(table) if item in self.keys[table]]:
                if not strict and not _is_known(key):
                    continue
                if key.use_alter or (filter_fn and filter_fn(key) is True):
                    self.left.append(key)
                elif referred(key) is not table:
                    self.edges.append((referred(key), table))

    def sort(self):
        """The tables in order, the keys that come later, and those that are in a circle still."""
        order, circle = _sorted(self.edges, self.tables)
        if circle:
            self._open(circle)
            order, circle = _sorted(self.edges, self.tables)
        return order, list(dict.fromkeys(self.left)), circle

    def _open(self, circle):
        for parent, table in list(self.edges):
            if table not in circle or parent not in circle:
                continue
            for key in self.keys[table]:
                if self.filter_fn is None or self.filter_fn(key) is not False:
                    self.left.append(key)
                    self.edges = [edge for edge in self.edges if edge != (referred(key), table)]


def referred(key):
    return key_column(elements(key)[0]).table


def _sorted(edges, tables):
    """Tables in rounds, each in the order given, and those that wait in a circle."""
    waits, after = {table: 0 for table in tables}, {table: [] for table in tables}
    for parent, table in set(edges):
        if parent in waits:
            waits[table] += 1
            after[parent].append(table)
    place = {table: number for number, table in enumerate(tables)}
    ready, order = [table for table in tables if not waits[table]], []
    while ready:
        order.extend(ready)
        freed = []
        for table in ready:
            for other in after[table]:
                waits[other] -= 1
                if not waits[other]:
                    freed.append(other)
        ready = sorted(freed, key=place.get)
    return order, _circle(after, [table for table in tables if waits[table]])


def _circle(after, waiting):
    """Of the tables that wait, those that are in a circle themselves."""
    inside = set(waiting)
    while True:
        ends = {table for table in inside if not any(other in inside for other in after[table])}
        if not ends:
            return inside
        inside -= ends


def _is_known(key):
    try:
        return referred(key) is not None
    except exc.NoReferenceError:
        return False


def sorted_tables(metadata, strict=True):
    """All tables of a MetaData; where it is not strict, keys to unknown tables do not count."""
    tables = sorted(metadata.tables.values(), key=lambda table: table.key)
    return _Edges(tables, strict=strict).sort()[0]


def _in_circle(circle, what):
    names = ', '.join(sorted(table.fullname for table in circle))
    return exc.CircularDependencyError(what + names + '.  Please ensure that the ForeignKey and '
                                       'ForeignKeyConstraint objects involved in the cycle have '
                                       'names so that they can be dropped using DROP CONSTRAINT.')


# Creating and dropping.

def _fire(target, name, bind, **kw):
    """Calls what listens to an event; DDL elements are executed."""
    for listener in list(getattr(target, '_listeners', {}).get(name, ())):
        if not isinstance(listener, DDL):
            listener(target, bind, **kw)
        elif _event.wanted(listener, target, bind, **kw):
            preparer = op.get_context().dialect.identifier_preparer
            _plain.execute(_event.filled(listener, target, preparer))


def _kind(kind, dialect):
    """The type that a column has on PostgreSQL, without arrays around it."""
    while True:
        kind = getattr(kind, '_variant_mapping', {}).get('postgresql', kind)
        if isinstance(kind, type):
            kind = kind()
        if isinstance(kind, types.TypeDecorator):
            kind = kind.load_dialect_impl(dialect)
        elif isinstance(kind, types.ARRAY):
            kind = kind.item_type
        else:
            return kind


def _named_types(table, known):
    """The types that come and go with a table, but for known ones, which they are from now on."""
    dialect = op.get_context().dialect
    for column in table.c:
        kind = _kind(column.type, dialect)
        named = isinstance(kind, DOMAIN) or (isinstance(kind, types.Enum) and kind.native_enum)
        if not named or not isinstance(kind.name, str):
            continue
        if not kind.create_type and isinstance(kind, (ENUM, DOMAIN)):
            continue
        if getattr(kind, 'inherit_schema', False):
            kind = kind.copy()
            kind.schema = table.schema
        if (kind.schema, kind.name) not in known:
            known.add((kind.schema, kind.name))
            yield kind


def _exists(table, checkfirst):
    return checkfirst and _plain.has_database() and _plain.has_table(table)


def _is_missing(table, checkfirst):
    return checkfirst and _plain.has_database() and not _plain.has_table(table)


def _create(table, bind, checkfirst, known, left_out=()):
    """What create() of a table and create_all() have in common."""
    for column in table.columns:
        if getattr(column, '_unsure', None):
            _limbeck.refuse(f"whether '{column._unsure}' may be NULL is in an annotation that names what is not there")
    _fire(table, 'before_create', bind, checkfirst=checkfirst, tables=[table])
    for kind in _named_types(table, known):
        kind.create(bind, checkfirst=checkfirst)
    keys = [getattr(key, '_inline', None) or key for key in left_out]
    before = [key.use_alter for key in keys]
    for key in keys:
        key.use_alter = True
    try:
        _plain.create_item(table, with_types=False)
    finally:
        for key, value in zip(keys, before):
            key.use_alter = value
    _fire(table, 'after_create', bind, checkfirst=checkfirst, tables=[table])


def create_table(table, bind=None, checkfirst=False):
    if not _exists(table, checkfirst):
        # Without checkfirst a type that has a MetaData of its own waits for that.
        known = set() if checkfirst else {(kind.schema, kind.name) for kind in
                                          _named_types(table, set()) if kind.metadata is not None}
        _create(table, bind, checkfirst, known)


def _drop(table, bind, checkfirst):
    _fire(table, 'before_drop', bind, checkfirst=checkfirst, tables=[table])
    _plain.drop_item(table)


def drop_table(table, bind=None, checkfirst=False):
    if _is_missing(table, checkfirst):
        return
    _drop(table, bind, checkfirst)
    for kind in _named_types(table, set()):
        if kind.metadata is None:
            kind.drop(bind, checkfirst=checkfirst)
    _fire(table, 'after_drop', bind, checkfirst=checkfirst, tables=[table])


def _types_of(metadata):
    """The types of all its tables that belong to it, each once, and what is known by then."""
    known = set()
    found = [kind for table in metadata.tables.values() for kind in _named_types(table, known)]
    mine = [kind for kind in found if kind.metadata is None or kind.metadata is metadata]
    return mine, {(kind.schema, kind.name) for kind in mine}


def _chosen(metadata, tables):
    return list(metadata.tables.values()) if tables is None else list(tables)


def create_all(metadata, bind=None, tables=None, checkfirst=True):
    chosen = [table for table in _chosen(metadata, tables) if not _exists(table, checkfirst)]
    order, left, circle = _Edges(chosen).sort()
    kinds, known = _types_of(metadata)
    _fire(metadata, 'before_create', bind, checkfirst=checkfirst, tables=order)
    for kind in kinds:
        kind.create(bind, checkfirst=checkfirst)
    for table in order:
        _create(table, bind, checkfirst, known, [key for key in left if key.table is table])
    for key in left:
        _plain.execute(AddConstraint(key, table=key.table))
    _fire(metadata, 'after_create', bind, checkfirst=checkfirst, tables=order)


def drop_all(metadata, bind=None, tables=None, checkfirst=True):
    chosen = [table for table in _chosen(metadata, tables) if not _is_missing(table, checkfirst)]
    order, left, circle = _Edges(chosen, lambda key: False if key.name is None else None).sort()
    if circle:
        raise _in_circle(circle, "Can't sort tables for DROP; an unresolvable foreign key "
                         'dependency exists between tables: ')
    kinds, known = _types_of(metadata)
    _fire(metadata, 'before_drop', bind, checkfirst=checkfirst, tables=order)
    for key in left:
        _plain.execute(DropConstraint(key, table=key.table))
    for table in reversed(order):
        _drop(table, bind, checkfirst)
        _fire(table, 'after_drop', bind, checkfirst=checkfirst, tables=[table])
    for kind in kinds:
        kind.drop(bind, checkfirst=checkfirst)
    _fire(metadata, 'after_drop', bind, checkfirst=checkfirst, tables=order)
