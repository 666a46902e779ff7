"""What op.impl and the dialect's identifier preparer can do, besides executing and quoting."""
from alembic.operations._plain import create_item, drop_item, execute, function, rename_table as _rename
from sqlalchemy import ForeignKey
from sqlalchemy.schema import (AddConstraint, CreateIndex, DropConstraint, DropIndex,
                               DropTableComment, SetColumnComment, SetTableComment)


def add_column(impl, table_name, column, *, schema=None, if_not_exists=None, **kw):
    """The column alone: constraints and indexes that it brings are operations of their own."""
    copy = column.copy()
    copy.table = copy.index = copy.unique = None
    copy.args = [item for item in getattr(column, 'args', None) or ()
                 if not isinstance(item, ForeignKey)]
    function('add_column')(table_name, copy, schema=schema, if_not_exists=if_not_exists, **kw)


def drop_column(impl, table_name, column, *, schema=None, if_exists=None, **kw):
    function('drop_column')(table_name, column.name, schema=schema, if_exists=if_exists)


def alter_column(impl, table_name, column_name, *, name=None, **kw):
    function('alter_column')(table_name, column_name, new_column_name=name, **kw)


def create_index(impl, index, **kw):
    execute(CreateIndex(index, **kw))


def drop_index(impl, index, **kw):
    execute(DropIndex(index, **kw))


def create_table(impl, table):
    create_item(table)


def drop_table(impl, table):
    drop_item(table, with_types=True)


def rename_table(impl, old_table_name, new_table_name, schema=None):
    _rename(old_table_name, new_table_name, schema=schema)


def add_constraint(impl, const):
    execute(AddConstraint(const))


def drop_constraint(impl, const, **kw):
    execute(DropConstraint(const, **kw))


def bulk_insert(impl, table, rows, multiinsert=True):
    function('bulk_insert')(table, rows, multiinsert=multiinsert)


def create_table_comment(impl, table):
    execute(SetTableComment(table))


def drop_table_comment(impl, table):
    execute(DropTableComment(table))


def create_column_comment(impl, column):
    execute(SetColumnComment(column))


def quote_identifier(preparer, value):
    """In quotes, whatever the name."""
    return '"' + value.replace('"', '""').replace('%', '%%') + '"'


def format_table(preparer, table, use_schema=True, name=None):
    text = preparer.quote(table.name if name is None else name)
    return preparer.quote(table.schema) + '.' + text if use_schema and table.schema else text


def format_column(preparer, column, use_table=False, name=None, table_name=None,
                  use_schema=False):
    text = preparer.quote(column.name if name is None else name)
    if use_table:
        text = format_table(preparer, column.table, use_schema, table_name) + '.' + text
    return text
