"""What sqlalchemy.inspect() answers about a database, from PostgreSQL's catalog.

Each question is one query of the migration's connection.  The answers have SQLAlchemy 2.0's shape;
an Inspector keeps none of them, so that it also sees what the script has changed since.
"""
import re

from sqlalchemy import exc, text, types
from sqlalchemy.dialects import postgresql

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

_ACTIONS = {'a': None, 'r': 'RESTRICT', 'c': 'CASCADE', 'n': 'SET NULL', 'd': 'SET DEFAULT'}

# The relation of a name in a schema, or where the search path finds it.
_RELATION = """
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname = :table AND CASE WHEN :schema = '' THEN pg_catalog.pg_table_is_visible(c.oid)
        ELSE n.nspname = :schema END"""


def _numbers(inside):
    return [int(part) for part in inside.split(',')] if inside else []


class Inspector:
    def __init__(self, bind):
        self.bind = bind
        self.engine = bind.engine
        self.dialect = bind.dialect

    @classmethod
    def from_engine(cls, bind):
        return cls(bind)

    @property
    def default_schema_name(self):
        return self.bind.execute(text('SELECT current_schema()')).scalar()

    def _rows(self, sql, **values):
        values = {key: '' if value is None else value for key, value in values.items()}
        return self.bind.execute(text(sql), values).fetchall()

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

    def _named_type(self, oid):
        """An enumeration or a domain, which no table of names has."""
        name, schema, kind, base, visible = self._rows(
            'SELECT t.typname, n.nspname, t.typtype, pg_catalog.format_type(t.typbasetype, '
            't.typtypmod), pg_catalog.pg_type_is_visible(t.oid) FROM pg_catalog.pg_type t '
            'JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace '
            'WHERE t.oid = CAST(:oid AS oid)', oid=oid)[0]
        place = {} if visible else {'schema': schema}
        if kind == 'e':
            labels = self._rows('SELECT enumlabel FROM pg_catalog.pg_enum WHERE enumtypid = '
                                'CAST(:oid AS oid) ORDER BY enumsortorder', oid=oid)
            return postgresql.ENUM(*[row[0] for row in labels], name=name, **place)
        if kind == 'd':
            return postgresql.DOMAIN(name, self._type(base, 0), create_type=False, **place)
        return types.NullType()

    def _type(self, written, oid):
        """The type that format_type() writes, as in "character varying(20)[]"."""
        match = re.match(r'([^([]*)(?:\(([^)]*)\))?([^[]*)((?:\[\])*)$', written)
        name, inside, behind, array = match.groups() if match else (written, None, '', '')
        name = (name + (behind or '')).strip()
        if array:
            return postgresql.ARRAY(self._type(written[:-len(array)], oid))
        kind = _TYPES.get('interval' if name.startswith('interval') else name)
        if kind is None:
            return self._named_type(oid)
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
        return kind(*_numbers(inside))

    def get_columns(self, table_name, schema=None, **kw):
        rows = self._rows(
            'SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), '
            'CASE WHEN t.typelem != 0 AND t.typlen = -1 THEN t.typelem ELSE t.oid END, '
            'a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated, '
            'a.attidentity, pg_catalog.col_description(a.attrelid, a.attnum) '
            'FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid '
            'LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum '
            'WHERE a.attrelid = CAST(:oid AS oid) AND a.attnum > 0 AND NOT a.attisdropped '
            'ORDER BY a.attnum', oid=self._relation(table_name, schema))
        columns = []
        for name, written, oid, notnull, default, generated, identity, comment in rows:
            column = {'name': name, 'type': self._type(written, oid), 'nullable': not notnull,
                      'default': default, 'comment': comment,
                      'autoincrement': bool(identity) or (default or '').startswith('nextval(')}
            if generated:
                column['computed'] = {'sqltext': default, 'persisted': True}
                column['default'] = None
            if identity:
                column['identity'] = {'always': identity == 'a'}
            columns.append(column)
        return columns

    def _constraints(self, table_name, schema, kind):
        return self._rows(
            'SELECT k.conname, ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY '
            'AS u(num, at) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND '
            'a.attnum = u.num ORDER BY u.at) AS columns, k.oid, '
            'pg_catalog.pg_get_constraintdef(k.oid, true) AS definition, '
            "pg_catalog.obj_description(k.oid, 'pg_constraint') AS comment "
            'FROM pg_catalog.pg_constraint k WHERE k.conrelid = CAST(:oid AS oid) '
            'AND k.contype = :kind ORDER BY k.conname',
            oid=self._relation(table_name, schema), kind=kind)

    def get_pk_constraint(self, table_name, schema=None, **kw):
        for row in self._constraints(table_name, schema, 'p'):
            return {'constrained_columns': row[1], 'name': row[0], 'comment': row[4]}
        return {'constrained_columns': [], 'name': None, 'comment': None}

    def get_unique_constraints(self, table_name, schema=None, **kw):
        return [{'column_names': row[1], 'name': row[0], 'comment': row[4]}
                for row in self._constraints(table_name, schema, 'u')]

    def get_check_constraints(self, table_name, schema=None, **kw):
        return [{'name': row[0], 'sqltext': row[3][7:row[3].rindex(')')], 'comment': row[4]}
                for row in self._constraints(table_name, schema, 'c')]

    def get_foreign_keys(self, table_name, schema=None, **kw):
        keys = []
        for name, columns, oid, definition, comment in self._constraints(table_name, schema, 'f'):
            referred, referred_schema, visible, remote, update, delete, deferrable, deferred = \
                self._rows(
                    'SELECT c.relname, n.nspname, pg_catalog.pg_table_is_visible(c.oid), '
                    'ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY '
                    'AS u(num, at) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND '
                    'a.attnum = u.num ORDER BY u.at), k.confupdtype, k.confdeltype, '
                    'k.condeferrable, k.condeferred FROM pg_catalog.pg_constraint k '
                    'JOIN pg_catalog.pg_class c ON c.oid = k.confrelid '
                    'JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace '
                    'WHERE k.oid = CAST(:oid AS oid)', oid=oid)[0]
            options = {'onupdate': _ACTIONS[update], 'ondelete': _ACTIONS[delete],
                       'deferrable': deferrable or None,
                       'initially': 'DEFERRED' if deferred else None}
            keys.append({
                'name': name, 'constrained_columns': columns,
                'referred_schema': None if visible and schema is None else referred_schema,
                'referred_table': referred, 'referred_columns': remote,
                'options': {key: value for key, value in options.items() if value},
                'comment': comment})
        return keys

    def get_indexes(self, table_name, schema=None, **kw):
        rows = self._rows(
            'SELECT c.relname, i.indisunique, ARRAY(SELECT a.attname::text '
            'FROM generate_series(0, i.indnkeyatts - 1) AS at LEFT JOIN pg_catalog.pg_attribute a '
            'ON a.attrelid = i.indrelid AND a.attnum = i.indkey[at] AND a.attnum > 0 ORDER BY at), '
            'ARRAY(SELECT a.attname::text FROM generate_series(i.indnkeyatts, i.indnatts - 1) '
            'AS at JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid '
            'AND a.attnum = i.indkey[at] ORDER BY at), '
            'ARRAY(SELECT pg_catalog.pg_get_indexdef(i.indexrelid, CAST(at + 1 AS integer), true) '
            'FROM generate_series(0, i.indnkeyatts - 1) AS at ORDER BY at), k.conname, '
            'pg_catalog.pg_get_expr(i.indpred, i.indrelid), m.amname '
            'FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid '
            'JOIN pg_catalog.pg_am m ON m.oid = c.relam '
            "LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'u' "
            'AND k.conrelid = i.indrelid '
            'WHERE i.indrelid = CAST(:oid AS oid) AND NOT i.indisprimary ORDER BY c.relname',
            oid=self._relation(table_name, schema))
        indexes = []
        for name, unique, columns, include, expressions, constraint, where, method in rows:
            index = {'name': name, 'unique': unique, 'column_names': columns,
                     'include_columns': include,
                     'dialect_options': {'postgresql_include': include}}
            if None in columns:
                index['expressions'] = expressions
            if constraint:
                index['duplicates_constraint'] = constraint
            if where:
                index['dialect_options']['postgresql_where'] = where
            if method != 'btree':
                index['dialect_options']['postgresql_using'] = method
            indexes.append(index)
        return indexes

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
    if hasattr(subject, 'execute') or hasattr(subject, 'connect'):
        return Inspector(subject)
    raise exc.NoInspectionAvailable(
        f'No inspection system is available for object of type {type(subject)}')


def reflect_table(table, bind):
    """Fills a Table from the catalog: Table(…, autoload_with=bind)."""
    from sqlalchemy import (CheckConstraint, Column, Computed, ForeignKeyConstraint, Identity, Index,
                            PrimaryKeyConstraint, UniqueConstraint)
    inspector, name, schema = Inspector(bind), table.name, table.schema
    for column in inspector.get_columns(name, schema):
        items = []
        if 'computed' in column:
            items.append(Computed(column['computed']['sqltext'], persisted=True))
        if 'identity' in column:
            items.append(Identity(always=column['identity']['always']))
        default = column['default']
        table.append_column(Column(
            column['name'], column['type'], *items, nullable=column['nullable'],
            server_default=text(default.replace(':', '\\:')) if default else None,
            comment=column['comment']))
    key = inspector.get_pk_constraint(name, schema)
    for column in key['constrained_columns']:
        table.c[column].primary_key = True
    if key['constrained_columns']:
        table.append_constraint(PrimaryKeyConstraint(*key['constrained_columns'], name=key['name']))
    for key in inspector.get_foreign_keys(name, schema):
        prefix = (key['referred_schema'] + '.' if key['referred_schema'] else '')
        remote = [f"{prefix}{key['referred_table']}.{column}" for column in key['referred_columns']]
        table.append_constraint(ForeignKeyConstraint(key['constrained_columns'], remote,
                                                     name=key['name'], **key['options']))
    for key in inspector.get_unique_constraints(name, schema):
        table.append_constraint(UniqueConstraint(*key['column_names'], name=key['name']))
    for check in inspector.get_check_constraints(name, schema):
        table.append_constraint(CheckConstraint(check['sqltext'].replace(':', '\\:'),
                                                name=check['name']))
    for index in inspector.get_indexes(name, schema):
        if 'duplicates_constraint' not in index:
            names = index.get('expressions') or index['column_names']
            columns = [table.c[part] if part in table.c else text(part) for part in names]
            table.append_constraint(Index(index['name'], *columns, unique=index['unique']))
