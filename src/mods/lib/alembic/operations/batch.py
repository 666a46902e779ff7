"""batch_alter_table(recreate='always'): the table is made anew under another name, filled from the
old one, and takes its place, as ApplyBatchImpl of Alembic 1.19 has it.

The old table is what the script describes (copy_from) or what the database has.  Where Alembic goes
through a set of constraints or indexes, whose order is that of addresses, theirs is the order in
which they were made.
"""
import re

from sqlalchemy import (CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, MetaData,
                        PrimaryKeyConstraint, Table, UniqueConstraint, cast, exc, select, text, types)
from sqlalchemy.dialects.postgresql import ENUM, ExcludeConstraint
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql.elements import ClauseElement, TextClause, conv

from alembic import op
from alembic.operations import _plain
from alembic.util import CommandError

_KINDS = {'PrimaryKeyConstraint': 'primary', 'ForeignKeyConstraint': 'foreignkey',
          'UniqueConstraint': 'unique', 'CheckConstraint': 'check', 'ExcludeConstraint': None}


def _list(item, name):
    return getattr(item, name, None) or []


class _Constraint:
    """A constraint on its way to the new table: its final name and its columns' keys."""

    def __init__(self, item, found):
        self.item, self.kind, self.bound = item, found['kind'], found['bound']
        self.name = conv(found['name']) if found['final'] else found['name']
        self.columns = list(found['columns'])

    def used(self):
        """The columns without which there is no such constraint."""
        if self.kind == 'CheckConstraint' and not self.bound:
            return _columns_in(self.item.sqltext)
        return self.columns

    def copy(self, new):
        if self.kind == 'PrimaryKeyConstraint' and self.item is None:
            return PrimaryKeyConstraint(*self.columns, name=self.name)
        if self.kind == 'UniqueConstraint' and self.item is None:
            return UniqueConstraint(*self.columns, name=self.name)
        if self.bound:
            column = new.c[self.columns[0]]
            return CheckConstraint(column.in_(column.type.enums), name=self.name)
        if self.kind == 'ForeignKeyConstraint':
            return self._foreign_key(new)
        item = self.item.copy()
        item.name, item.table = self.name, None
        if self.kind == 'CheckConstraint':
            item.sqltext = _moved(item.sqltext, new)
        if self.kind != 'CheckConstraint' and self.kind != 'ExcludeConstraint':
            item._columns = self.columns
        return item

    def _foreign_key(self, new):
        """A copy into a schema takes its targets along, whatever schema they were in; Alembic then
        knows them only if they were there before."""
        item, schema = self.item, new.schema
        inline = isinstance(item, ForeignKey)
        remote = [_target(target) for target in ([item._column] if inline else item.refcolumns)]
        if schema:
            moved = ['.'.join([schema] + target.split('.')[-2:]) for target in remote]
            if moved != remote:
                place, column = moved[0].rsplit('.', 1)
                raise exc.NoReferencedTableError(
                    f"Foreign key associated with column '{new.name}.{self.columns[0]}' could "
                    f"not find table '{place}' with which to generate a foreign key to target "
                    f"column '{column}'")
            remote = moved
        return ForeignKeyConstraint(
            self.columns, remote, name=self.name, onupdate=item.onupdate, ondelete=item.ondelete,
            deferrable=item.deferrable, initially=item.initially, match=item.match,
            use_alter=item.use_alter, **item.kwargs)


def _target(target):
    return target if isinstance(target, str) else ForeignKey(target).target_fullname


def _columns_in(expression):
    """Keys of the columns that an expression names."""
    found, seen, todo = [], set(), [expression]
    while todo:
        item = todo.pop()
        if isinstance(item, (list, tuple)):
            todo.extend(item)
        elif hasattr(item, '__dict__') and id(item) not in seen:
            seen.add(id(item))
            if hasattr(item, 'key') and hasattr(item, 'table'):
                found.append(item.key)
            else:
                todo.extend(vars(item).values())
    return found


def _described(table, of_env=False):
    """The constraints of a table, each with the object that it comes from."""
    found = [one for one in _plain.constraints(table, of_env) if one['kind'] != 'Index']
    explicit = [item for item in _list(table, '_items') if not isinstance(item, PrimaryKeyConstraint)]
    inline = [item for column in table.c for item in _list(column, 'args')
              if isinstance(item, ForeignKey)]
    key = [item for item in _list(table, '_items') if isinstance(item, PrimaryKeyConstraint)]
    result = [_Constraint(key[-1] if key else None, found[0])]
    for place, one in enumerate(found[1:]):
        if place < len(explicit):
            item = explicit[place]
        else:
            item = inline.pop(0) if one['kind'] == 'ForeignKeyConstraint' else None
        result.append(_Constraint(item, one))
    return result


def _affinity(kind):
    """The class that says what values a type has."""
    kind = kind() if isinstance(kind, type) else kind
    if isinstance(kind, types.TypeDecorator):
        return _affinity(kind.impl)
    nearest = type(kind)
    for cls in type(kind).__mro__:
        if cls is types.TypeEngine:
            break
        if issubclass(cls, types.TypeEngine):
            nearest = cls
    return nearest


def _sorted(pairs, items):
    """Items with the first of each pair before the second; else in their order."""
    before = {item: set() for item in items}
    for first, second in pairs:
        before[second].add(first)
    todo, result = list(items), []
    while todo:
        ready = [item for item in todo if before[item].isdisjoint(todo)]
        if not ready:
            raise exc.CircularDependencyError(
                'Circular dependency detected. (%s)' % ', '.join(map(repr, sorted(todo))))
        result.extend(ready)
        todo = [item for item in todo if item not in ready]
    return result


def _brought(column):
    """What a column brings becomes explicit: it is older than the copies of constraints."""
    if column.unique and not column.index:
        column.unique = False
        yield lambda new: UniqueConstraint(column.key)
    kind = column.type
    if isinstance(kind, types.Enum) and kind.create_constraint and not kind.native_enum:
        kind.create_constraint = False
        yield lambda new: CheckConstraint(new.c[column.key].in_(kind.enums), name=kind.name)


class _Recreation:
    """The new table while the batch's calls are carried out on it."""

    def __init__(self, table, reflected, table_args, table_kwargs, partial_reordering):
        self.table, self.reflected = table, reflected
        self.table_args, self.kwargs = table_args, dict(table_kwargs)
        self.partial_reordering, self.added = partial_reordering or (), ()
        self.temporary = ('_alembic_tmp_%s' % table.name)[:50]
        self.columns, self.transfers, self.nullable = {}, {}, {}
        for column in table.c:
            self._take_column(column)
            self.columns[column.name].unique = self.columns[column.name].index = False
            self.transfers[column.name] = column
        self.existing = list(self.columns)
        self.named, self.unnamed, self.own_key = {}, [], None
        for constraint in _described(table):
            if constraint.kind == 'PrimaryKeyConstraint':
                self.own_key = constraint
            if constraint.bound:
                continue
            if reflected and constraint.kind == 'CheckConstraint' and not constraint.name:
                continue
            if constraint.name:
                self.named[str(constraint.name)] = constraint
            else:
                self.unnamed.append(constraint)
        self.indexes = {index.name: index for index in _list(table, '_indexes')}
        self.new_indexes = {}
        for name, value in table.kwargs.items():
            self.kwargs.setdefault(name, value)

    def _take_column(self, column):
        """A copy without foreign keys, which are constraints of their own."""
        copy = column.copy()
        copy.table = None
        self.nullable[column.name] = vars(column).get('nullable')
        copy.args = [item for item in _list(column, 'args') if not isinstance(item, ForeignKey)]
        if copy.type is not None:
            copy.type = copy.type.copy()
        self.columns[column.name] = copy

    # What the batch's methods do.

    def alter_column(self, column_name, nullable=None, comment=False, server_default=False,
                     new_column_name=None, type_=None, existing_type=None, autoincrement=None,
                     **kw):
        column = self.columns[column_name]
        if new_column_name is not None and new_column_name != column_name:
            column.key = column.key
            column.name = new_column_name
            if existing_type is not None:
                self._forget_check(existing_type)
        if type_ is not None:
            self._change_type(column_name, column, type_() if isinstance(type_, type) else type_)
        if nullable is not None:
            column.nullable = nullable
        if server_default is not False:
            column.server_default = server_default
        if autoincrement is not None:
            column.autoincrement = bool(autoincrement)
        if comment is not False:
            column.comment = comment

    def _forget_check(self, kind):
        """The named CHECK of a type goes with it."""
        name = getattr(kind, 'name', None)
        if isinstance(name, str):
            self.named.pop(name, None)

    def _change_type(self, name, column, kind):
        if _affinity(column.type) is not _affinity(kind):
            self.transfers[name] = cast(self.transfers[name], kind)
        # The new type makes no CREATE TYPE: Alembic sets it without its events.
        if isinstance(kind, types.Enum) and kind.native_enum:
            kind = ENUM(*kind.enums, name=kind.name, schema=kind.schema, create_type=False)
        column.type = kind

    def add_column(self, column, insert_before=None, insert_after=None, **kw):
        self._place(column.name, insert_before, insert_after)
        copy = column.copy()
        copy.table = None
        self._take_column(column)
        beside = Table(self.table.name, MetaData(), copy, schema=self.table.schema)
        for constraint in _described(beside, True)[1:]:
            if constraint.bound and constraint.name is None:
                self.unnamed.append(constraint)
            else:
                self._add(constraint)
        for one in _plain.constraints(beside, True):
            if one['kind'] == 'Index':
                self.new_indexes[one['name']] = (one['columns'], {'unique': bool(column.unique)})

    def _place(self, name, before, after):
        """Where a new column goes; SQLAlchemy's columns know no other way than pairs."""
        at = {column: place for place, column in enumerate(self.existing)}
        if not self.partial_reordering:
            if after and not before:
                if after in at:
                    before = (self.existing[at[after] + 1:] or [None])[0]
                else:
                    before = dict(self.added)[after]
            if before and not after:
                if before in at:
                    after = self.existing[at[before] - 1] if at[before] else None
                else:
                    after = {second: first for first, second in self.added}[before]
        if before:
            self.added += ((name, before),)
        if after:
            self.added += ((after, name),)
        if not self.partial_reordering and not before and not after and at:
            self.added += ((self.existing[-1], name),)

    def drop_column(self, column_name, **kw):
        if column_name in self.own_key.columns:
            self.own_key.columns.remove(column_name)
        del self.columns[column_name]
        del self.transfers[column_name]
        self.existing.remove(column_name)
        if kw.get('existing_type') is not None:
            self._forget_check(kw['existing_type'])

    def _add(self, constraint):
        if constraint.name is None:
            raise ValueError('Constraint must have a name')
        if constraint.kind == 'PrimaryKeyConstraint' and self.own_key in self.unnamed:
            self.unnamed.remove(self.own_key)
        self.named[str(constraint.name)] = constraint

    def _add_item(self, item, columns):
        """A constraint of the batch, under the name that env.py's convention gives it."""
        names = list(dict.fromkeys(columns))
        beside = Table(self.table.name, MetaData(), *[Column(name, types.NullType()) for name in names],
                       item, schema=self.table.schema)
        found = _described(beside, True)
        self._add(found[0] if isinstance(item, PrimaryKeyConstraint) else found[1])

    def create_primary_key(self, constraint_name, columns):
        self._add_item(PrimaryKeyConstraint(*columns, name=constraint_name), columns)

    def create_unique_constraint(self, constraint_name, columns, **kw):
        self._add_item(UniqueConstraint(*columns, name=constraint_name, **kw), columns)

    def create_check_constraint(self, constraint_name, condition, **kw):
        self._add_item(CheckConstraint(condition, name=constraint_name, **kw), [])

    def create_exclude_constraint(self, constraint_name, elements=(), **kw):
        columns = [element[0] for element in elements if isinstance(element[0], str)]
        self._add_item(ExcludeConstraint(*elements, name=constraint_name, **kw), columns)

    def create_foreign_key(self, constraint_name, referent_table, local_cols, remote_cols,
                           referent_schema=None, **kw):
        place = f'{referent_schema}.{referent_table}' if referent_schema else referent_table
        self._add_item(ForeignKeyConstraint(local_cols, [f'{place}.{name}' for name in remote_cols],
                                            name=constraint_name, **kw), local_cols)

    def drop_constraint(self, constraint_name, type_=None):
        if not constraint_name:
            raise ValueError('Constraint must have a name')
        if constraint_name not in self.named:
            raise ValueError("No such constraint: '%s'" % constraint_name)
        constraint = self.named.pop(constraint_name)
        if constraint.kind == 'PrimaryKeyConstraint':
            for name in constraint.columns:
                column = self.columns[name]
                column.nullable = bool(self.nullable.get(name))
                column.primary_key = False

    def create_index(self, index_name, columns, **kw):
        self.new_indexes[index_name] = (columns, kw)

    def drop_index(self, index_name, **kw):
        if index_name not in self.indexes:
            raise ValueError("No such index: '%s'" % index_name)
        del self.indexes[index_name]

    def create_table_comment(self, comment, **kw):
        pass

    drop_table_comment = create_table_comment

    # Carrying it out.

    def _reorder(self):
        names, pairs = list(self.columns), []
        if self.partial_reordering:
            for run in self.partial_reordering:
                pairs.extend(zip(run, run[1:]))
        else:
            pairs.extend(zip(names, self.existing[1:]))
        pairs.extend(self.added)
        names = _sorted([pair for pair in pairs if pair[0] != pair[1]], names)
        self.columns = {name: self.columns[name] for name in names}
        self.transfers = {name: self.transfers[name] for name in names if name in self.transfers}

    def _new_table(self):
        if self.partial_reordering or self.added:
            self._reorder()
        schema = self.table.schema
        kept = [constraint for constraint in list(self.named.values()) + self.unnamed
                if set(constraint.used()) <= set(self.columns)]
        for constraint in kept:
            if constraint.kind == 'PrimaryKeyConstraint':
                # A primary key makes NOT NULL what the script has not said otherwise about.
                for name in constraint.columns:
                    if self.nullable.get(name) is None:
                        self.columns[name].nullable = None
        brought = [one for column in self.columns.values() for one in _brought(column)]
        new = Table(self.temporary, MetaData(), *self.columns.values(), *self.table_args,
                    schema=schema, **self.kwargs)
        for make in brought:
            new.append_constraint(make(new))
        for constraint in kept:
            if constraint.kind != 'PrimaryKeyConstraint' or constraint.columns:
                new.append_constraint(constraint.copy(new))
        return new

    def create(self):
        new = self._new_table()
        schema = self.table.schema
        for constraint in _described(self.table):
            if constraint.name is not None and str(constraint.name) in self.named:
                _plain.drop_constraint(conv(constraint.name), self.table.name,
                                       _KINDS[constraint.kind], schema=schema)
        _plain.create_item(new)
        names = [self.columns[name].name for name in self.transfers]
        _plain.execute(new.insert().inline().from_select(names, select(*self.transfers.values())))
        _plain.drop_item(self.table, with_types=True)
        _plain.rename_table(self.temporary, self.table.name, schema=schema)
        new.name = self.table.name
        for index in self._all_indexes(new):
            _plain.execute(CreateIndex(index, table=new))

    def _all_indexes(self, new):
        for name, index in self.indexes.items():
            if index.table is not None:
                yield Index(name, *[_moved(part, new) for part in index.expressions],
                            unique=index.unique, **index.kwargs)
        for name, (columns, kw) in self.new_indexes.items():
            yield Index(name, *[_moved(part, new) for part in columns], **kw)


def _moved(part, new):
    """An expression over the new table's columns instead of the old one's."""
    if isinstance(part, str):
        return new.c[part] if part in new.c else part
    if isinstance(part, (list, tuple)):
        return type(part)(_moved(one, new) for one in part)
    if isinstance(part, Column):
        return new.c[part.key] if part.key in new.c else part
    if isinstance(part, TextClause) or not isinstance(part, ClauseElement):
        return part
    copy = type(part).__new__(type(part))
    for name, value in vars(part).items():
        setattr(copy, name, value if isinstance(value, str) else _moved(value, new))
    return copy


def _serial(inspector, table, column):
    """A column that owns the sequence of its default was made by SERIAL and becomes so again."""
    default = column.get('default')
    sequence = re.match(r"nextval\('(.+?)'::regclass\)", default) if default else None
    if not sequence or not isinstance(column['type'], (types.INTEGER, types.BIGINT)):
        return
    owner = inspector.bind.execute(text(
        'SELECT c.relname, a.attname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_depend d ON '
        "d.objid = c.oid AND d.classid = 'pg_class'::regclass AND "
        "d.refclassid = 'pg_class'::regclass JOIN pg_catalog.pg_class t ON t.oid = d.refobjid "
        'JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid '
        "WHERE c.relkind = 'S' AND c.oid = CAST(:name AS regclass)"),
        {'name': sequence.group(1)}).first()
    if owner and owner[1] == column['name']:
        del column['default']


def recreate(arguments, calls):
    """What batch_alter_table() was given, and the calls of its block with their arguments."""
    (name, schema, recreate, partial_reordering, copy_from, table_args, table_kwargs, reflect_args,
     reflect_kwargs, naming_convention) = arguments
    table, reflected = copy_from, copy_from is None
    if reflected:
        context = op.get_context()
        if context.as_sql:
            raise CommandError(
                'This operation cannot proceed in --sql mode; batch mode with dialect postgresql '
                'requires a live database connection with which to reflect the table '
                f'"{name}". To generate a batch SQL migration script using table "move and copy", '
                'a complete Table object should be passed to the "copy_from" argument of the '
                'batch_alter_table() method so that table reflection can be skipped.')
        metadata = MetaData(naming_convention=naming_convention) if naming_convention else MetaData()
        options = dict(reflect_kwargs or {})
        options['listeners'] = list(options.get('listeners', ())) + [('column_reflect', _serial)]
        table = Table(name, metadata, *reflect_args, schema=schema, autoload_with=context.bind,
                      **options)
    made = _Recreation(table, reflected, table_args or (), table_kwargs or {}, partial_reordering)
    for method, given in calls:
        getattr(made, method)(**given)
    made.create()
