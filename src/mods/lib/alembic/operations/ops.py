"""alembic.operations.ops: operations as objects, which op.invoke() carries out.

What they do is what the functions of alembic.op do; scripts that replaced one of those do not
change it."""
from alembic.operations import BatchOperations, MigrateOperation, Operations  # noqa: F401
from alembic.operations._plain import drop_item, function
from sqlalchemy import MetaData, Table


class AddConstraintOp(MigrateOperation):
    def reverse(self):
        return DropConstraintOp(self.constraint_name, self._table, self.constraint_type,
                                schema=self._schema, _reverse=self)

    @property
    def _table(self):
        return self.table_name

    @property
    def _schema(self):
        return self.schema


class DropConstraintOp(MigrateOperation):
    def __init__(self, constraint_name, table_name, type_=None, *, schema=None, if_exists=None,
                 _reverse=None):
        self.constraint_name, self.table_name, self.constraint_type = constraint_name, table_name, type_
        self.schema, self.if_exists, self._reverse = schema, if_exists, _reverse

    def reverse(self):
        if self._reverse is None:
            raise ValueError('constraint cannot be produced; original constraint is not present')
        return self._reverse

    def _carry(self):
        return function('drop_constraint')(self.constraint_name, self.table_name,
                                           self.constraint_type, schema=self.schema,
                                           if_exists=self.if_exists)


class CreatePrimaryKeyOp(AddConstraintOp):
    constraint_type = 'primary'

    def __init__(self, constraint_name, table_name, columns, *, schema=None, **kw):
        self.constraint_name, self.table_name, self.columns = constraint_name, table_name, columns
        self.schema, self.kw = schema, kw

    def _carry(self):
        return function('create_primary_key')(self.constraint_name, self.table_name, self.columns,
                                              schema=self.schema, **self.kw)


class CreateUniqueConstraintOp(AddConstraintOp):
    constraint_type = 'unique'

    def __init__(self, constraint_name, table_name, columns, *, schema=None, **kw):
        self.constraint_name, self.table_name, self.columns = constraint_name, table_name, columns
        self.schema, self.kw = schema, kw

    def _carry(self):
        return function('create_unique_constraint')(self.constraint_name, self.table_name,
                                                    self.columns, schema=self.schema, **self.kw)


class CreateForeignKeyOp(AddConstraintOp):
    constraint_type = 'foreignkey'

    def __init__(self, constraint_name, source_table, referent_table, local_cols, remote_cols, **kw):
        self.constraint_name, self.source_table = constraint_name, source_table
        self.referent_table, self.kw = referent_table, kw
        self.local_cols, self.remote_cols = local_cols, remote_cols

    @property
    def _table(self):
        return self.source_table

    @property
    def _schema(self):
        return self.kw.get('source_schema')

    def _carry(self):
        return function('create_foreign_key')(self.constraint_name, self.source_table,
                                              self.referent_table, self.local_cols,
                                              self.remote_cols, **self.kw)


class CreateCheckConstraintOp(AddConstraintOp):
    constraint_type = 'check'

    def __init__(self, constraint_name, table_name, condition, *, schema=None, **kw):
        self.constraint_name, self.table_name, self.condition = constraint_name, table_name, condition
        self.schema, self.kw = schema, kw

    def _carry(self):
        return function('create_check_constraint')(self.constraint_name, self.table_name,
                                                   self.condition, schema=self.schema, **self.kw)


class CreateIndexOp(MigrateOperation):
    def __init__(self, index_name, table_name, columns, *, schema=None, unique=False,
                 if_not_exists=None, **kw):
        self.index_name, self.table_name, self.columns = index_name, table_name, columns
        self.schema, self.unique, self.if_not_exists, self.kw = schema, unique, if_not_exists, kw

    def reverse(self):
        return DropIndexOp(self.index_name, self.table_name, schema=self.schema, _reverse=self,
                           unique=self.unique, **self.kw)

    def _carry(self):
        return function('create_index')(self.index_name, self.table_name, self.columns,
                                        schema=self.schema, unique=self.unique,
                                        if_not_exists=self.if_not_exists, **self.kw)


class DropIndexOp(MigrateOperation):
    def __init__(self, index_name, table_name=None, *, schema=None, if_exists=None, _reverse=None,
                 **kw):
        self.index_name, self.table_name, self.schema = index_name, table_name, schema
        self.if_exists, self._reverse, self.kw = if_exists, _reverse, kw

    def reverse(self):
        columns = self._reverse.columns if self._reverse else ['x']
        return CreateIndexOp(self.index_name, self.table_name, columns, schema=self.schema, **self.kw)

    def _carry(self):
        kept = {name: value for name, value in self.kw.items() if name != 'unique'}
        return function('drop_index')(self.index_name, self.table_name, schema=self.schema,
                                      if_exists=self.if_exists, **kept)


class CreateTableOp(MigrateOperation):
    def __init__(self, table_name, columns, *, schema=None, if_not_exists=None,
                 _namespace_metadata=None, _constraints_included=False, **kw):
        self.table_name, self.columns, self.schema = table_name, columns, schema
        self.if_not_exists = if_not_exists
        self.info, self.comment = kw.pop('info', {}), kw.pop('comment', None)
        self.prefixes, self.kw = kw.pop('prefixes', None), kw
        self._namespace_metadata = _namespace_metadata
        self._constraints_included = _constraints_included

    def reverse(self):
        kept = {'comment': self.comment, 'info': dict(self.info or {}), 'prefixes': self.prefixes}
        return DropTableOp(self.table_name, schema=self.schema, table_kw={**kept, **self.kw},
                           _reverse=self)

    @classmethod
    def from_table(cls, table, *, _namespace_metadata=None):
        return cls(table.name, list(table.c) + list(table._items or []), schema=table.schema, comment=table.comment,
                   **dict(table.kwargs))

    def to_table(self, migration_context=None):
        return Table(self.table_name, MetaData(), *self.columns, schema=self.schema,
                     comment=self.comment, prefixes=list(self.prefixes or []), **self.kw)

    def _carry(self):
        kept = {'comment': self.comment, 'prefixes': self.prefixes, 'info': self.info or None}
        kept = {name: value for name, value in kept.items() if value is not None}
        return function('create_table')(self.table_name, *self.columns, schema=self.schema,
                                        if_not_exists=self.if_not_exists, **kept, **self.kw)


class DropTableOp(MigrateOperation):
    def __init__(self, table_name, *, schema=None, if_exists=None, table_kw=None, _reverse=None):
        self.table_name, self.schema, self.if_exists = table_name, schema, if_exists
        self.table_kw, self._reverse = dict(table_kw or {}), _reverse
        self.comment, self.info = self.table_kw.pop('comment', None), self.table_kw.pop('info', None)
        self.prefixes = self.table_kw.pop('prefixes', None)

    @classmethod
    def from_table(cls, table, *, _namespace_metadata=None):
        return CreateTableOp.from_table(table).reverse()

    def reverse(self):
        columns = self._reverse.columns if self._reverse else []
        return CreateTableOp(self.table_name, columns, schema=self.schema, comment=self.comment,
                             info=self.info or {}, prefixes=self.prefixes, **self.table_kw)

    def to_table(self, migration_context=None):
        return self.reverse().to_table(migration_context)

    def _carry(self):
        if self._reverse is not None and not self.if_exists:
            return drop_item(self.to_table(), with_types=True)
        return function('drop_table')(self.table_name, schema=self.schema, if_exists=self.if_exists)


class AlterTableOp(MigrateOperation):
    def __init__(self, table_name, *, schema=None):
        self.table_name, self.schema = table_name, schema


class RenameTableOp(AlterTableOp):
    def __init__(self, old_table_name, new_table_name, *, schema=None):
        super().__init__(old_table_name, schema=schema)
        self.new_table_name = new_table_name

    def _carry(self):
        return function('rename_table')(self.table_name, self.new_table_name, schema=self.schema)


class CreateTableCommentOp(AlterTableOp):
    def __init__(self, table_name, comment, *, schema=None, existing_comment=None):
        super().__init__(table_name, schema=schema)
        self.comment, self.existing_comment = comment, existing_comment

    def reverse(self):
        if self.existing_comment is None:
            return DropTableCommentOp(self.table_name, existing_comment=self.comment,
                                      schema=self.schema)
        return CreateTableCommentOp(self.table_name, self.existing_comment,
                                    existing_comment=self.comment, schema=self.schema)

    def _carry(self):
        return function('create_table_comment')(self.table_name, self.comment, schema=self.schema)


class DropTableCommentOp(AlterTableOp):
    def __init__(self, table_name, *, schema=None, existing_comment=None):
        super().__init__(table_name, schema=schema)
        self.existing_comment = existing_comment

    def reverse(self):
        return CreateTableCommentOp(self.table_name, self.existing_comment, schema=self.schema)

    def _carry(self):
        return function('drop_table_comment')(self.table_name, schema=self.schema)


class AlterColumnOp(AlterTableOp):
    def __init__(self, table_name, column_name, *, schema=None, existing_type=None,
                 existing_server_default=False, existing_nullable=None, existing_comment=None,
                 modify_nullable=None, modify_comment=False, modify_server_default=False,
                 modify_name=None, modify_type=None, **kw):
        super().__init__(table_name, schema=schema)
        self.column_name, self.kw, self.modify_name = column_name, kw, modify_name
        self.existing_type, self.modify_type = existing_type, modify_type
        self.existing_nullable, self.modify_nullable = existing_nullable, modify_nullable
        self.existing_comment, self.modify_comment = existing_comment, modify_comment
        self.existing_server_default = existing_server_default
        self.modify_server_default = modify_server_default

    def has_changes(self):
        return (self.modify_nullable is not None or self.modify_server_default is not False
                or self.modify_type is not None or self.modify_comment is not False
                or any(name.startswith('modify_') for name in self.kw))

    def reverse(self):
        swapped = dict(self.kw)
        for name, nothing in (('type', None), ('nullable', None), ('server_default', False),
                              ('comment', False)):
            old, new = getattr(self, 'existing_' + name), getattr(self, 'modify_' + name)
            swapped['existing_' + name] = old if new is nothing else new
            if new is not nothing:
                swapped['modify_' + name] = old
        return type(self)(self.table_name, self.column_name, schema=self.schema, **swapped)

    def _carry(self):
        return function('alter_column')(
            self.table_name, self.column_name, nullable=self.modify_nullable,
            comment=self.modify_comment, server_default=self.modify_server_default,
            new_column_name=self.modify_name, type_=self.modify_type,
            existing_type=self.existing_type, existing_nullable=self.existing_nullable,
            existing_server_default=self.existing_server_default,
            existing_comment=self.existing_comment, schema=self.schema, **self.kw)


class AddColumnOp(AlterTableOp):
    def __init__(self, table_name, column, *, schema=None, if_not_exists=None,
                 inline_references=None, inline_primary_key=None, **kw):
        super().__init__(table_name, schema=schema)
        self.column, self.if_not_exists, self.kw = column, if_not_exists, kw
        self.inline_references, self.inline_primary_key = inline_references, inline_primary_key

    @classmethod
    def from_column(cls, column):
        return cls(column.table.name, column, schema=column.table.schema)

    @classmethod
    def from_column_and_tablename(cls, schema, tname, col):
        return cls(tname, col, schema=schema)

    def to_column(self):
        return self.column

    def reverse(self):
        return DropColumnOp(self.table_name, self.column.name, schema=self.schema,
                            if_exists=self.if_not_exists, _reverse=self)

    def _carry(self):
        given = {name: value for name, value in (('inline_references', self.inline_references),
                                                 ('inline_primary_key', self.inline_primary_key))
                 if value is not None}
        return function('add_column')(self.table_name, self.column, schema=self.schema,
                                      if_not_exists=self.if_not_exists, **given, **self.kw)


class DropColumnOp(AlterTableOp):
    def __init__(self, table_name, column_name, *, schema=None, if_exists=None, _reverse=None, **kw):
        super().__init__(table_name, schema=schema)
        self.column_name, self.if_exists, self._reverse = column_name, if_exists, _reverse
        self.kw = kw

    @classmethod
    def from_column_and_tablename(cls, schema, tname, col):
        return AddColumnOp(tname, col, schema=schema).reverse()

    def reverse(self):
        if self._reverse is None:
            raise ValueError('operation is not reversible; original column is not present')
        return AddColumnOp(self.table_name, self._reverse.column, schema=self.schema,
                           if_not_exists=self.if_exists)

    def _carry(self):
        return function('drop_column')(self.table_name, self.column_name, schema=self.schema,
                                       if_exists=self.if_exists, **self.kw)


class BulkInsertOp(MigrateOperation):
    def __init__(self, table, rows, *, multiinsert=True):
        self.table, self.rows, self.multiinsert = table, rows, multiinsert

    def _carry(self):
        return function('bulk_insert')(self.table, self.rows, multiinsert=self.multiinsert)


class ExecuteSQLOp(MigrateOperation):
    def __init__(self, sqltext, *, execution_options=None):
        self.sqltext, self.execution_options = sqltext, execution_options

    def _carry(self):
        return function('execute')(self.sqltext, execution_options=self.execution_options)


class OpContainer(MigrateOperation):
    """Several operations; op.invoke() refuses it, as Alembic does."""

    def __init__(self, ops=()):
        self.ops = list(ops)

    def is_empty(self):
        return not self.ops

    def _backwards(self):
        return [one.reverse() for one in self.ops][::-1]


class ModifyTableOps(OpContainer):
    def __init__(self, table_name, ops, *, schema=None):
        super().__init__(ops)
        self.table_name, self.schema = table_name, schema

    def reverse(self):
        return ModifyTableOps(self.table_name, self._backwards(), schema=self.schema)


class UpgradeOps(OpContainer):
    def __init__(self, ops=(), upgrade_token='upgrades'):
        super().__init__(ops)
        self.upgrade_token = upgrade_token

    def reverse_into(self, downgrade_ops):
        downgrade_ops.ops[:] = self._backwards()
        return downgrade_ops

    def reverse(self):
        return self.reverse_into(DowngradeOps())


class DowngradeOps(OpContainer):
    def __init__(self, ops=(), downgrade_token='downgrades'):
        super().__init__(ops)
        self.downgrade_token = downgrade_token

    def reverse(self):
        return UpgradeOps(self._backwards())
