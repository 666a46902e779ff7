"""The operation of alembic-postgresql-enum, and what its revisions import.

The values of an enumeration are replaced: a new type takes the columns of the old one, by text, and
defaults are put back in between.
"""
from sqlalchemy import text


class TableReference:
    def __init__(self, table_name, column_name, column_type=None, existing_server_default=None,
                 table_schema=None):
        self.table_name, self.column_name, self.table_schema = table_name, column_name, table_schema
        self.column_type = column_type
        self.existing_server_default = existing_server_default


class ColumnType:
    COMMON = 'common'
    ARRAY = 'array'


def _quoted(*names):
    return '.'.join('"' + name.replace('"', '""') + '"' for name in names if name)


def _literal(value):
    return "'" + value.replace("'", "''") + "'"


def sync_enum_values(op, enum_schema, enum_name, new_values, affected_columns, enum_values_to_rename=()):
    def execute(sql):
        op.execute(sql.replace(':', '\\:'))

    old_name = enum_name + '_old'
    new, old = _quoted(enum_schema, enum_name), _quoted(enum_schema, old_name)
    bind = op.get_bind()
    for before, after in enum_values_to_rename:
        execute(f'ALTER TYPE {new} RENAME VALUE {_literal(before)} TO {_literal(after)}')
    execute(f'ALTER TYPE {new} RENAME TO {_quoted(old_name)}')
    execute(f'CREATE TYPE {new} AS ENUM ({", ".join(map(_literal, new_values))})')
    for reference in affected_columns:
        if not isinstance(reference, TableReference):
            reference = TableReference(*reference)
        schema = reference.table_schema or enum_schema
        table, column = _quoted(schema, reference.table_name), _quoted(reference.column_name)
        array = '[]' if reference.column_type == ColumnType.ARRAY else ''
        default = bind.execute(text(
            'SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a '
            'ON a.attrelid = d.adrelid AND a.attnum = d.adnum '
            'WHERE a.attrelid = CAST(:t AS regclass) AND a.attname = :c'),
            {'t': table, 'c': reference.column_name}).scalar()
        if default:
            execute(f'ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT')
        execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE {new}{array} '
                f'USING {column}::text{array}::{new}{array}')
        if default:
            value = default.rsplit('::', 1)[0]
            execute(f'ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT {value}::{new}{array}')
    execute(f'DROP TYPE {old}')
