"""What sqlalchemy.inspect() answers about a database, from PostgreSQL's catalog.

Each question is one query of the migration's connection.  The answers have SQLAlchemy 2.0's shape;
an Inspector keeps none of them, so that it also sees what the script has changed since.
"""
import re

from sqlalchemy import (BLANK_SCHEMA, CheckConstraint, Column, Computed, DefaultClause, ForeignKeyConstraint,
                        Identity, Index, PrimaryKeyConstraint, Table, UniqueConstraint, exc, text, types)
from sqlalchemy.dialects import postgresql

from alembic import op

_TYPES = {
    'hstore': postgresql.HSTORE, 'json': postgresql.JSON, 'jsonb': postgresql.JSONB,
    'int4range': postgresql.INT4RANGE, 'int8range': postgresql.INT8RANGE,
    'numrange': postgresql.NUMRANGE, 'daterange': postgresql.DATERANGE,
    'tsrange': postgresql.TSRANGE, 'tstzrange': postgresql.TSTZRANGE,
    'int4multirange': postgresql.INT4MULTIRANGE, 'int8multirange': postgresql.INT8MULTIRANGE,
    'nummultirange': postgresql.NUMMULTIRANGE, 'datemultirange': postgresql.DATEMULTIRANGE,
    'tsmultirange': postgresql.TSMULTIRANGE, 'tstzmultirange': postgresql.TSTZMULTIRANGE,
    'integer': types.INTEGER, 'bigint': types.BIGINT, 'smallint': types.SMALLINT,
    'character varying': types.VARCHAR, 'character': types.CHAR, '"char"': types.String,
    'name': types.String, 'text': types.TEXT, 'numeric': types.NUMERIC, 'real': types.REAL,
    'inet': postgresql.INET, 'cidr': postgresql.CIDR, 'citext': postgresql.CITEXT,
    'uuid': types.UUID, 'bit': postgresql.BIT, 'bit varying': postgresql.BIT,
    'macaddr': postgresql.MACADDR, 'macaddr8': postgresql.MACADDR8, 'money': postgresql.MONEY,
    'oid': postgresql.OID, 'regclass': postgresql.REGCLASS,
    'double precision': types.DOUBLE_PRECISION, 'date': types.DATE, 'bytea': postgresql.BYTEA,
    'boolean': types.BOOLEAN, 'tsvector': postgresql.TSVECTOR, 'tsquery': postgresql.TSQUERY,
    'timestamp with time zone': postgresql.TIMESTAMP,
    'timestamp without time zone': postgresql.TIMESTAMP,
    'time with time zone': postgresql.TIME, 'time without time zone': postgresql.TIME,
    'interval': postgresql.INTERVAL,
}

# The relation of a name in a schema, or where the search path finds it.
_RELATION = """
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname = :table AND CASE WHEN :schema = '' THEN pg_catalog.pg_table_is_visible(c.oid)
        ELSE n.nspname = :schema END"""


def _numbers(inside):
    return [int(part) for part in inside.split(',')] if inside else []


def _inside_check(definition):
    """The condition in "CHECK ((a > 1)) NO INHERIT", without parentheses around all of it."""
    inside = definition[definition.index('(') + 1:definition.rindex(')')]
    while inside.startswith('(') and inside.endswith(')'):
        depth, quoted = 0, False
        for place, letter in enumerate(inside):
            quoted ^= letter == "'"
            depth += 0 if quoted else (letter == '(') - (letter == ')')
            if not depth and not quoted:
                break
        if place < len(inside) - 1:
            break
        inside = inside[1:-1]
    return inside


def _index(name, unique, keys, elements, numbers, classes, flags, constraint, reloptions, method,
           where, alike):
    """An index as SQLAlchemy describes it: what is the default is left out."""
    names, options = elements[:keys], {}
    index = {'name': name, 'unique': unique,
             'column_names': [None if number == 0 else element
                              for element, number in zip(names, numbers)]}
    if None in index['column_names']:
        index['expressions'] = names
    ops = {element: opclass for element, opclass in zip(names, classes) if opclass}
    if ops:
        options['postgresql_ops'] = ops
    # Bit 0: descending, bit 1: NULLs first, which is the default of descending.
    sorting = {0: (), 1: ('desc', 'nulls_last'), 2: ('nulls_first',), 3: ('desc',)}
    sorted_by = {element: sorting[flag] for element, flag in zip(names, flags) if flag}
    if sorted_by:
        index['column_sorting'] = sorted_by
    if constraint:
        index['duplicates_constraint'] = name
    if reloptions:
        options['postgresql_with'] = dict(option.split('=', 1) for option in reloptions)
    if method != 'btree':
        options['postgresql_using'] = method
    if where:
        options['postgresql_where'] = where
    index['include_columns'] = options['postgresql_include'] = elements[keys:]
    if alike == 'true':
        options['postgresql_nulls_not_distinct'] = True
    index['dialect_options'] = options
    return index


class Inspector:
    def __init__(self, bind):
        self.bind = bind
        self.engine = bind.engine if hasattr(bind, 'engine') else bind
        self.dialect = bind.dialect

    @classmethod
    def from_engine(cls, bind):
        return cls(bind)

    @property
    def default_schema_name(self):
        return self._rows('SELECT current_schema()')[0][0]

    def _rows(self, sql, **values):
        values = {key: '' if value is None else value for key, value in values.items()}
        if hasattr(self.bind, 'execute'):
            return self.bind.execute(text(sql), values).fetchall()
        with self.bind.connect() as connection:
            return connection.execute(text(sql), values).fetchall()

    def _relation(self, table, schema):
        rows = self._rows('SELECT c.oid' + _RELATION + " AND c.relkind IN ('r', 'p', 'f', 'v', 'm')",
                          table=table, schema=schema)
        if not rows:
            raise exc.NoSuchTableError(f'{schema}.{table}' if schema else table)
        return rows[0][0]

    def clear_cache(self):
        pass

    def get_schema_names(self, **kw):
        return [row[0] for row in self._rows(
            "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg\\_%' "
            "ORDER BY nspname")]

    def has_schema(self, schema_name, **kw):
        return bool(self._rows('SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = :name',
                               name=schema_name))

    def _names(self, kinds, schema):
        return [row[0] for row in self._rows(
            'SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n '
            'ON n.oid = c.relnamespace WHERE c.relkind = ANY (string_to_array(:kinds, NULL)) AND '
            "CASE WHEN :schema = '' THEN pg_catalog.pg_table_is_visible(c.oid) "
            "AND n.nspname != 'pg_catalog' ELSE n.nspname = :schema END "
            "AND c.relpersistence != 't' ORDER BY c.oid", kinds=kinds, schema=schema)]

    def get_table_names(self, schema=None, **kw):
        return self._names('rpf', schema)

    def get_view_names(self, schema=None, **kw):
        return self._names('v', schema)

    def get_materialized_view_names(self, schema=None, **kw):
        return self._names('m', schema)

    def get_sequence_names(self, schema=None, **kw):
        return self._names('S', schema)

    def get_view_definition(self, view_name, schema=None, **kw):
        oid = self._relation(view_name, schema)
        return self._rows('SELECT pg_catalog.pg_get_viewdef(CAST(:oid AS oid))', oid=oid)[0][0]

    def has_table(self, table_name, schema=None, **kw):
        return bool(self._rows('SELECT 1' + _RELATION + " AND c.relkind IN ('r', 'p', 'f', 'v', 'm')",
                               table=table_name, schema=schema))

    def has_sequence(self, sequence_name, schema=None, **kw):
        return bool(self._rows('SELECT 1' + _RELATION + " AND c.relkind = 'S'",
                               table=sequence_name, schema=schema))

    def has_index(self, table_name, index_name, schema=None, **kw):
        return self.has_table(table_name, schema) and any(
            index['name'] == index_name for index in self.get_indexes(table_name, schema))

    def _named_type(self, oid, collation):
        """An enumeration or a domain, which no table of names has."""
        name, schema, kind, base, visible, default, not_null = self._rows(
            'SELECT t.typname, n.nspname, t.typtype, pg_catalog.format_type(t.typbasetype, '
            't.typtypmod), pg_catalog.pg_type_is_visible(t.oid), t.typdefault, t.typnotnull '
            'FROM pg_catalog.pg_type t '
            'JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace '
            'WHERE t.oid = CAST(:oid AS oid)', oid=oid)[0]
        place = {} if visible else {'schema': schema}
        if kind == 'e':
            labels = self._rows('SELECT enumlabel FROM pg_catalog.pg_enum WHERE enumtypid = '
                                'CAST(:oid AS oid) ORDER BY enumsortorder', oid=oid)
            return postgresql.ENUM(*[row[0] for row in labels], name=name, **place)
        if kind == 'd':
            checks = self._rows(
                'SELECT conname, pg_catalog.pg_get_constraintdef(oid, true) FROM '
                "pg_catalog.pg_constraint WHERE contypid = CAST(:oid AS oid) AND contype = 'c' "
                'ORDER BY conname', oid=oid)
            if checks:
                place.update(constraint_name=checks[0][0], check=_inside_check(checks[0][1]))
            return postgresql.DOMAIN(name, self._type(base, 0, collation), default=default,
                                     not_null=not_null, create_type=False, **place)
        return types.NullType()

    def _type(self, written, oid, collation=None):
        """The type that format_type() writes, as in "character varying(20)[]"."""
        match = re.match(r'([^([]*)(?:\(([^)]*)\))?([^[]*)((?:\[\])*)$', written)
        name, inside, behind, array = match.groups() if match else (written, None, '', '')
        name = (name + (behind or '')).strip()
        if array:
            return postgresql.ARRAY(self._type(written[:-len(array)], oid, collation))
        kind = _TYPES.get('interval' if name.startswith('interval') else name)
        if kind is None:
            return self._named_type(oid, collation)
        if kind in (postgresql.TIMESTAMP, postgresql.TIME):
            precision = {'precision': int(inside)} if inside else {}
            return kind(timezone=name.endswith('with time zone'), **precision)
        if kind is postgresql.INTERVAL:
            fields = {'fields': name[9:]} if len(name) > 9 else {}
            return kind(precision=int(inside) if inside else None, **fields)
        if name == 'bit varying':
            return kind(*_numbers(inside), varying=True)
        if kind is types.DOUBLE_PRECISION:
            return kind(53)
        return kind(*_numbers(inside), **({'collation': collation} if collation else {}))

    def get_columns(self, table_name, schema=None, **kw):
        rows = self._rows(
            'SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), '
            'CASE WHEN t.typelem != 0 AND t.typlen = -1 THEN t.typelem ELSE t.oid END, '
            'a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated, '
            'a.attidentity, pg_catalog.col_description(a.attrelid, a.attnum), '
            'CASE WHEN a.attcollation != t.typcollation THEN (SELECT l.collname FROM '
            'pg_catalog.pg_collation l WHERE l.oid = a.attcollation) END '
            'FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid '
            'LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum '
            'WHERE a.attrelid = CAST(:oid AS oid) AND a.attnum > 0 AND NOT a.attisdropped '
            'ORDER BY a.attnum', oid=self._relation(table_name, schema))
        return [self._column(table_name, schema, *row) for row in rows]

    def _column(self, table, schema, name, written, oid, notnull, default, generated, identity,
                comment, collation):
        kind, nullable = self._type(written, oid, collation), not notnull
        column = {'name': name, 'type': kind, 'comment': comment}
        if isinstance(kind, postgresql.DOMAIN):
            default = default or kind.default
            nullable = nullable and not kind.not_null
        if generated:
            column['computed'] = {'sqltext': default, 'persisted': generated == 's'}
            default = None
        if identity:
            column['identity'] = self._identity(table, schema, name, identity)
        sequence = re.search(r"(nextval\(')([^']+)('.*$)", default) if default else None
        if sequence and '.' not in sequence.group(2) and schema is not None:
            default = f'{sequence.group(1)}"{schema}".{sequence.group(2)}{sequence.group(3)}'
        counts = sequence is not None and isinstance(kind, types.Integer)
        column.update(nullable=nullable, default=default, autoincrement=counts or bool(identity))
        return column

    def _identity(self, table, schema, name, kind):
        row = self._rows(
            'SELECT s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle '
            'FROM pg_catalog.pg_sequence s WHERE s.seqrelid = CAST(pg_catalog.pg_get_serial_sequence('
            'CAST(CAST(CAST(:oid AS oid) AS regclass) AS text), :name) AS regclass)',
            oid=self._relation(table, schema), name=name)[0]
        names = ('start', 'increment', 'minvalue', 'maxvalue', 'cache', 'cycle')
        return {'always': kind == 'a', **dict(zip(names, row))}

    def _constraints(self, table_name, schema, kind):
        return self._rows(
            'SELECT k.conname, ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY '
            'AS u(num, at) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND '
            'a.attnum = u.num ORDER BY u.at) AS columns, k.oid, '
            'pg_catalog.pg_get_constraintdef(k.oid, true) AS definition, '
            "pg_catalog.obj_description(k.oid, 'pg_constraint') AS comment, "
            'ARRAY(SELECT a.attname::text FROM generate_series(i.indnkeyatts, i.indnatts - 1) '
            'AS at JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid '
            'AND a.attnum = i.indkey[at] ORDER BY at) AS included, '
            "pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct' AS alike "
            'FROM pg_catalog.pg_constraint k LEFT JOIN pg_catalog.pg_index i '
            'ON i.indexrelid = k.conindid WHERE k.conrelid = CAST(:oid AS oid) '
            'AND k.contype = :kind ORDER BY k.conname',
            oid=self._relation(table_name, schema), kind=kind)

    def get_pk_constraint(self, table_name, schema=None, **kw):
        for row in self._constraints(table_name, schema, 'p'):
            return {'constrained_columns': row[1], 'name': row[0], 'comment': row[4],
                    'dialect_options': {'postgresql_include': row[5]}}
        return {'constrained_columns': [], 'name': None}

    def get_unique_constraints(self, table_name, schema=None, **kw):
        return [{'column_names': row[1], 'name': row[0], 'comment': row[4],
                 'dialect_options': {'postgresql_include': row[5],
                                     'postgresql_nulls_not_distinct': row[6] == 'true'}}
                for row in self._constraints(table_name, schema, 'u')]

    def get_check_constraints(self, table_name, schema=None, **kw):
        checks = []
        for row in self._constraints(table_name, schema, 'c'):
            check = {'name': row[0], 'sqltext': _inside_check(row[3]), 'comment': row[4]}
            options = {name: True for name, words in
                       [('not_valid', ' NOT VALID'), ('no_inherit', ' NO INHERIT')]
                       if words in row[3][row[3].rindex(')'):]}
            if options:
                check['dialect_options'] = options
            checks.append(check)
        return checks

    def get_foreign_keys(self, table_name, schema=None, **kw):
        keys = []
        for row in self._constraints(table_name, schema, 'f'):
            referred, place, visible, remote, match, deferrable, deferred = self._rows(
                'SELECT c.relname, n.nspname, pg_catalog.pg_table_is_visible(c.oid), '
                'ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY '
                'AS u(num, at) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND '
                'a.attnum = u.num ORDER BY u.at), k.confmatchtype, '
                'k.condeferrable, k.condeferred FROM pg_catalog.pg_constraint k '
                'JOIN pg_catalog.pg_class c ON c.oid = k.confrelid '
                'JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace '
                'WHERE k.oid = CAST(:oid AS oid)', oid=row[2])[0]
            actions = dict(re.findall(r' ON (UPDATE|DELETE) (CASCADE|RESTRICT|SET NULL(?: \([^)]*\))?|'
                                      r'SET DEFAULT(?: \([^)]*\))?)', row[3]))
            options = {'onupdate': actions.get('UPDATE'), 'ondelete': actions.get('DELETE'),
                       'initially': 'DEFERRED' if deferred else None,
                       'deferrable': deferrable or None,
                       'match': {'f': 'FULL', 'p': 'PARTIAL'}.get(match)}
            keys.append({
                'name': row[0], 'constrained_columns': row[1],
                'referred_schema': place if not visible or place == schema else None,
                'referred_table': referred, 'referred_columns': remote,
                'options': {key: value for key, value in options.items() if value},
                'comment': row[4]})
        return keys

    def get_indexes(self, table_name, schema=None, **kw):
        rows = self._rows(
            'SELECT c.relname, i.indisunique, i.indnkeyatts, ARRAY(SELECT CASE WHEN '
            'i.indkey[at] = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, at + 1, true) ELSE '
            'a.attname::text END FROM generate_series(0, i.indnatts - 1) AS at '
            'LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND '
            'a.attnum = i.indkey[at] ORDER BY at), ARRAY(SELECT CAST(i.indkey[at] AS integer) '
            'FROM generate_series(0, i.indnatts - 1) AS at ORDER BY at), '
            "ARRAY(SELECT CASE WHEN o.opcdefault THEN '' ELSE o.opcname::text END FROM "
            'generate_series(0, i.indnkeyatts - 1) AS at JOIN pg_catalog.pg_opclass o '
            'ON o.oid = i.indclass[at] ORDER BY at), ARRAY(SELECT CAST(i.indoption[at] AS integer) '
            'FROM generate_series(0, i.indnkeyatts - 1) AS at ORDER BY at), '
            'EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid '
            "AND k.contype IN ('p', 'u', 'x') AND k.conrelid = i.indrelid), c.reloptions, "
            "m.amname, pg_catalog.pg_get_expr(i.indpred, i.indrelid), "
            "pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct' "
            'FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid '
            'JOIN pg_catalog.pg_am m ON m.oid = c.relam '
            'WHERE i.indrelid = CAST(:oid AS oid) AND NOT i.indisprimary ORDER BY c.relname',
            oid=self._relation(table_name, schema))
        return [_index(*row) for row in rows]

    def get_table_comment(self, table_name, schema=None, **kw):
        oid = self._relation(table_name, schema)
        return {'text': self._rows("SELECT pg_catalog.obj_description(CAST(:oid AS oid), "
                                   "'pg_class')", oid=oid)[0][0]}

    def get_enums(self, schema=None):
        rows = self._rows(
            'SELECT t.typname, n.nspname, pg_catalog.pg_type_is_visible(t.oid), '
            'ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid '
            'ORDER BY e.enumsortorder) FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n '
            "ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND CASE WHEN :schema = '' THEN "
            "pg_catalog.pg_type_is_visible(t.oid) ELSE :schema IN ('*', n.nspname) END "
            'ORDER BY n.nspname, t.typname', schema=schema)
        return [{'name': name, 'schema': place, 'visible': visible, 'labels': labels}
                for name, place, visible, labels in rows]


def inspect(subject, raiseerr=True):
    if op.get_context().as_sql and subject is op.get_bind():
        raise exc.NoInspectionAvailable('No inspection system is available for object of type '
                                        "<class 'sqlalchemy.engine.mock.MockConnection'>")
    if hasattr(subject, 'execute') or hasattr(subject, 'connect'):
        return Inspector(subject)
    raise exc.NoInspectionAvailable(
        f'No inspection system is available for object of type {type(subject)}')


def _escaped(sql):
    """The database's text: what looks like a bind is none."""
    return text(re.sub(r'(?<![:\w\\]):(?=\w+(?!:))', r'\\:', sql))


class _Reflection:
    """Fills a Table from the catalog, as Inspector.reflect_table() of SQLAlchemy does."""

    def __init__(self, table, bind, listeners=(), include_columns=None, resolve_fks=True):
        self.table, self.name, self.schema = table, table.name, table.schema
        self.inspector = bind if isinstance(bind, Inspector) else Inspector(bind)
        self.listeners = [fn for name, fn in listeners or () if name == 'column_reflect']
        self.include, self.resolve = include_columns, resolve_fks
        self.columns = {}

    def run(self):
        for found in self.inspector.get_columns(self.name, self.schema):
            self._column(found)
        self._primary_key()
        for found in self.inspector.get_foreign_keys(self.name, self.schema):
            self._foreign_key(found)
        for found in self.inspector.get_indexes(self.name, self.schema):
            if self._wanted(found['column_names']) and 'duplicates_constraint' not in found:
                self._index(found)
        for found in self.inspector.get_unique_constraints(self.name, self.schema):
            if self._wanted(found['column_names']):
                columns = [self.columns[name] for name in found['column_names']]
                self._add(UniqueConstraint(*columns, name=found['name'], comment=found['comment'],
                                           **_given(found['dialect_options'])))
        for found in self.inspector.get_check_constraints(self.name, self.schema):
            self._add(CheckConstraint(_escaped(found['sqltext']), name=found['name'],
                                      comment=found['comment']))
        comment = self.inspector.get_table_comment(self.name, self.schema)['text']
        if comment is not None:
            self.table.comment = comment

    def _add(self, constraint):
        # Constraints of table.c.x have joined the table already.
        if constraint.table is None:
            self.table.append_constraint(constraint)

    def _wanted(self, names):
        return not self.include or set(names) <= set(self.include)

    def _column(self, found):
        name = found['name']
        for listener in self.listeners:
            listener(self.inspector, self.table, found)
        if self.include and found['name'] not in self.include:
            return
        items = []
        if 'computed' in found:
            items.append(Computed(**found['computed']))
        if 'identity' in found:
            items.append(Identity(**found['identity']))
        default = found.get('default')
        if isinstance(default, str):
            default = DefaultClause(_escaped(default))
        options = {key: found[key] for key in ('nullable', 'autoincrement', 'quote', 'info', 'key',
                                               'comment') if key in found}
        column = Column(found['name'], found['type'], *items, server_default=default, **options)
        self.columns[name] = column
        self.table.append_column(column, replace_existing=True)

    def _primary_key(self):
        found = self.inspector.get_pk_constraint(self.name, self.schema)
        names = [name for name in found['constrained_columns'] if name in self.columns]
        for name in names:
            self.columns[name].primary_key = True
        if names:
            self.table.append_constraint(PrimaryKeyConstraint(
                *[self.columns[name].key for name in names], name=found['name'],
                comment=found['comment'], **_given(found['dialect_options'])))

    def _foreign_key(self, found):
        columns = [self.columns[name].key for name in found['constrained_columns']
                   if name in self.columns]
        if len(columns) < len(found['constrained_columns']):
            return
        place = found['referred_schema']
        if self.resolve:
            Table(found['referred_table'], self.table.metadata, schema=place or BLANK_SCHEMA,
                  autoload_with=self.inspector)
        prefix = f'{place}.' if place else ''
        remote = [f"{prefix}{found['referred_table']}.{name}" for name in found['referred_columns']]
        self.table.append_constraint(ForeignKeyConstraint(
            columns, remote, name=found['name'], comment=found['comment'], **found['options']))

    def _index(self, found):
        elements, sorting = [], found.get('column_sorting', {})
        for place, name in enumerate(found['column_names']):
            if name is None:
                elements.append(_escaped(found['expressions'][place]))
                continue
            element = self.columns[name]
            for option in sorting.get(name, ()):
                element = getattr(element, option)()
            elements.append(element)
        options = _given(found['dialect_options'])
        if 'postgresql_where' in options:
            options['postgresql_where'] = _escaped(options['postgresql_where'])
        index = Index(found['name'], *elements, unique=found['unique'], **options)
        if index.table is None:
            self.table.append_constraint(index)


def _given(options):
    """Without what says nothing."""
    return {name: value for name, value in options.items() if value}


def reflect_table(table, bind, **options):
    """Table(…, autoload_with=bind)"""
    _Reflection(table, bind, **options).run()


def reflect_metadata(metadata, bind, schema, views, only, options):
    """MetaData.reflect()"""
    inspector = Inspector(bind if bind is not None else metadata.bind)
    schema = metadata.schema if schema is None else schema
    available = inspector.get_table_names(schema)
    if views:
        available += inspector.get_view_names(schema) + inspector.get_materialized_view_names(schema)
    keys = {name: f'{schema}.{name}' if schema else name for name in available}
    current = set() if options.get('extend_existing') else set(metadata.tables)
    if only is None or callable(only):
        load = [name for name in available if keys[name] not in current
                and (only is None or only(name, metadata))]
    else:
        missing = [name for name in only if name not in available]
        if missing:
            place = f" schema '{schema}'" if schema else ''
            raise exc.InvalidRequestError('Could not reflect: requested table(s) not available in '
                                          f'{inspector.engine!r}{place}: ({", ".join(missing)})')
        load = [name for name in only if name not in current]
    for name in load:
        Table(name, metadata, schema=schema, autoload_with=inspector, **options)
