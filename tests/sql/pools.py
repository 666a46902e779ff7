"""What random scripts give to each parameter of each operation, type and schema object.

VALUES maps "entry.parameter" or "parameter" to texts, one of which is taken, or to the name of a
method of scripts.Script that makes one."""

TABLES = ["t", "users", "Order", 'we"ird', "größe", "order items", "long_" * 11]
NAMES = ["id", "name", "User", "created_at", "x y", "percent%", "größe", "select", "data", "a_b"]
ACTIONS = ["'CASCADE'", "'SET NULL'", "'RESTRICT'", "'NO ACTION'", "'SET DEFAULT'", "'cascade'",
           "None"]
BOOLS = ["True", "False"]
FLAGS = ["True", "False", "None"]
COMMENTS = ["'c'", "'c%'", "\"it's 5%\"", "'größe \\\\ x'", "''", "None"]
TEXTS = ["sa.text('a > 5')", "sa.text(\"b LIKE 'x%'\")", "sa.text('a = ANY (b)')"]
CONDITIONS = ["'a > 0'", "\"a like 'x%'\"", "sa.column('a') > 5", "sa.text('a > 1')",
              "sa.and_(sa.column('a') != 5, sa.column('b').is_(None))",
              "sa.or_(sa.column('x y') == 'q', sa.column('a').in_([1, 2]))",
              "sa.func.length(sa.column('User')) >= 3"]
DEFAULTS = ["'x'", "'it\\'s'", "'5%'", "''", "sa.text('now()')", "sa.func.now()", "sa.false()",
            "sa.true()", "sa.text(\"'{}'::jsonb\")", "sa.func.gen_random_uuid()", "sa.null()",
            "sa.literal(5)", "sa.func.coalesce(1, 2)", "sa.cast('5', sa.Text())",
            "sa.literal_column('1')", "default_clause", "fetched"]
NEW_DEFAULTS = DEFAULTS + ["None", "False", "identity"]
# SQL of statements.
STATEMENTS = ["\"UPDATE t SET a = '5%' WHERE b LIKE '\\\\:x' AND c::int = 1\"",
              "sa.text('SELECT :a, :b').bindparams(a=5, b=\"it's\")", "'SELECT 1;'",
              "sa.text('SELECT 5 % 2')", "sa.select(sa.column('a')).where(sa.column('b') == 'x%')",
              "sa.table('t', sa.column('a')).update().values(a=sa.func.now())",
              "sa.table('t', sa.column('a')).delete().where(sa.column('a') == None)",
              "sa.table('t', sa.column('a'), sa.column('b')).insert().values(a=1, b='it\\'s')"]
ROWS = ["[{'a': 1, 'b': 'it\\'s %'}, {'a': None, 'b': ''}]", "[{'a': -5, 'b': op.inline_literal('q')}]",
        "[]", "[{'a': 2}]"]
BULK = ["sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))", "whole_table"]
NUMBERS = ["1", "5", "100", "None"]
SIZES = ["1", "5", "50", "255"]
PRECISIONS = ["3", "10", "53"]
COLLATIONS = ["'C'", "'de_DE'", "'en-x-icu'"]
TABLESPACES = ["'Fast'", "'ssd'"]
CONVENTIONS = ["{'ix': 'ix_%(column_0_label)s'}",
               "{'uq': 'uq_%(table_name)s_%(column_0_name)s', 'pk': 'pk_%(table_name)s'}",
               "{'fk': 'fk_%(table_name)s_%(referred_table_name)s', 'ck': 'ck_%(table_name)s'}"]

VALUES = {
    # operations: names of things
    "table_name": "table", "source_table": "table", "referent_table": "table",
    "old_table_name": "table", "new_table_name": ["'New'", "'plain'", "'x y'"],
    "column_name": "column_name", "new_column_name": ["'New'", "'plain'", "None"],
    "constraint_name": "given_name", "op.drop_constraint.constraint_name": "own_name",
    "batch_op.drop_constraint.constraint_name": "own_name", "sa.Index.postgresql_include":
    "own_columns", "sa.UniqueConstraint.postgresql_include": "own_columns",
    "sa.PrimaryKeyConstraint.postgresql_include": "own_columns",
    "op.register_operation.name": ["'frob'"], "batch_op.register_operation.name": ["'frob'"],
    "index_name": "index_name", "name": "given_name",
    "schema": ["'public'", "'Odd Schema'", "None"],
    "source_schema": ["'public'", "'Odd Schema'", "None"],
    "referent_schema": ["'public'", "'Odd Schema'", "None"],
    # operations: what they do
    "column": "column", "*columns": "items", "columns": "some_names",
    "op.create_index.columns": "index_columns", "batch_op.create_index.columns": "index_columns",
    "*elements": "elements", "condition": CONDITIONS,
    "local_cols": "joint_names", "remote_cols": "joint_names", "refcolumns": "joint_targets",
    "sa.ForeignKeyConstraint.columns": "joint_columns", "match": ["'FULL'", "'SIMPLE'", "None"],
    "onupdate": ACTIONS, "ondelete": ACTIONS, "deferrable": FLAGS,
    "initially": ["'DEFERRED'", "'IMMEDIATE'", "'deferred'", "None"],
    "unique": BOOLS, "nullable": BOOLS, "comment": COMMENTS, "existing_comment": COMMENTS,
    "if_exists": FLAGS, "if_not_exists": FLAGS, "inline_references": BOOLS,
    "inline_primary_key": BOOLS, "insert_before": ["'a'"], "insert_after": ["'b'"],
    "server_default": DEFAULTS, "existing_server_default": ["'x'", "None", "False",
                                                                    "sa.text('1')"],
    "op.alter_column.server_default": NEW_DEFAULTS, "type_": "type", "existing_type": "type",
    "batch_op.alter_column.server_default": NEW_DEFAULTS,
    "op.drop_constraint.type_": ["'unique'", "'check'", "'foreignkey'", "'primary'", "None"],
    "batch_op.drop_constraint.type_": ["'unique'", "'check'", "'foreignkey'", "'primary'", "None"],
    "existing_nullable": FLAGS, "autoincrement": ["True", "False", "'auto'"],
    "existing_autoincrement": BOOLS, "mssql_drop_default": BOOLS,
    "sqltext": STATEMENTS, "execution_options": ["{'x': 1}", "{}", "None"],
    "table": BULK, "rows": ROWS, "multiinsert": BOOLS, "op.create_table_comment.comment":
    COMMENTS, "op.f.name": ["'ix_t_a'"], "batch_op.f.name": ["'ix_t_a'"],
    "op.inline_literal.value": ["5", "'it\\'s 5%'", "None", "date(2020, 1, 31)"],
    "batch_op.inline_literal.value": ["5", "'x'"],
    "op.inline_literal.type_": ["sa.Integer()", "sa.String()", "sa.Text"],
    "batch_op.inline_literal.type_": ["sa.Integer()", "sa.String()"],
    "batch_op.invoke.operation": ["Frob()"], "operation": [
        "Frob()", "ops.DropTableOp('t')", "ops.ExecuteSQLOp('SELECT 7')",
        "ops.DropColumnOp('t', 'a', schema='public')", "ops.CreateIndexOp('i', 't', ['a'])"],
    "async_function": ["runs"], "*args": ["5"], "op_cls": ["Frob"], "sourcename": ["'frob'"],
    "op.implementation_for.replace": BOOLS, "batch_op.implementation_for.replace": BOOLS,
    # batches
    "recreate": ["'auto'", "'never'"], "partial_reordering": ["[('a', 'b')]", "()"],
    "copy_from": ["None", "whole_table"],
    "table_args": ["(sa.UniqueConstraint('a'),)", "()"],
    "table_kwargs": ["{}", "{'prefixes': ['UNLOGGED']}"],
    "reflect_args": ["[sa.Column('a', sa.Boolean)]", "()"],
    "reflect_kwargs": ["{}", "{'listeners': []}"], "naming_convention": CONVENTIONS,
    # columns
    "default": ["5", "'x'", "sa.func.now()", "lambda: 5"], "insert_default": ["5", "'x'"],
    "doc": ["'about it'"], "key": ["None"], "sa.Column.name": ["'named'", "'Named'"], "index": FLAGS,
    "sa.Column.unique": FLAGS, "info": ["{'a': 1}", "{}", "None"],
    "sa.Column.onupdate": ["5", "sa.func.now()"], "primary_key": BOOLS,
    "server_onupdate": ["sa.FetchedValue()", "fetched"], "quote": FLAGS, "system": BOOLS,
    "insert_sentinel": BOOLS, "sa.Column.*args": "column_items",
    "sa.DefaultClause.arg": ["'x'", "sa.text('now()')", "sa.func.now()"], "for_update": BOOLS,
    "sa.ForeignKey.column": ["'users.id'", "'public.t.name'", "'Order.User'", "'x.y.z.w'"],
    "use_alter": BOOLS, "link_to_name": BOOLS,
    "sa.Computed.sqltext": ["'1 + 1'", "sa.text('a || b')", "sa.column('a') * 2"],
    "persisted": ["True", "True", "None"], "always": BOOLS, "on_null": FLAGS, "start": NUMBERS,
    "increment": NUMBERS, "minvalue": NUMBERS, "maxvalue": NUMBERS, "nominvalue": FLAGS,
    "nomaxvalue": FLAGS, "cycle": FLAGS, "cache": NUMBERS, "order": FLAGS,
    # constraints, indexes, sequences, tables
    "sa.CheckConstraint.sqltext": CONDITIONS, "sa.CheckConstraint.table": ["its_table"],
    "sa.ForeignKeyConstraint.table": ["its_table"],
    "sa.UniqueConstraint.*columns": "star_names", "sa.PrimaryKeyConstraint.*columns": "star_names",
    "sa.Index.name": "index_name", "*expressions": "star_names",
    "ops": ["{'a': 'int4_ops'}", "{}"], "using": ["'gist'", "'btree'", "'spgist'"],
    "where": TEXTS + ["'a > 1'", "sa.column('a') > 7"],
    "sa.Sequence.name": ["'q'", "'Seq'", "'my seq'"],
    "data_type": ["sa.Integer()", "sa.BigInteger()", "sa.SmallInteger"],
    "optional": BOOLS, "metadata": ["sa.MetaData()", "None"],
    "sa.Table.metadata": "metadata", "sa.Table.name": "table", "sa.Table.*args": "items",
    "quote_schema": FLAGS, "autoload_with": ["None"], "autoload_replace": BOOLS,
    "keep_existing": BOOLS, "extend_existing": BOOLS, "resolve_fks": BOOLS,
    "include_columns": ["None", "['id']"], "implicit_returning": BOOLS, "listeners": ["[]"],
    "prefixes": ["['UNLOGGED']", "['TEMPORARY']", "[]"],
    "sa.MetaData.schema": ["'public'", "'Meta'"],
    # keywords of the dialect
    "postgresql_concurrently": BOOLS, "postgresql_using": ["'gin'", "'hash'", "'btree'"],
    "op.alter_column.postgresql_using": ["'a::text'", "'lower(\"x y\")'"],
    "batch_op.alter_column.postgresql_using": ["'a::text'", "'lower(\"x y\")'"],
    "postgresql_where": TEXTS + ["sa.column('a') > 5", "'a > 5'"],
    "postgresql_with": ["{'fillfactor': 50}", "{'fastupdate': 'off'}", "{}"],
    "postgresql_ops": ["{'name': 'text_pattern_ops'}", "{'id': 'int4_ops', 'User': 'q'}", "{}"],
    "postgresql_include": ["['inc']", "['A', 'b c']", "[]"],
    "postgresql_tablespace": TABLESPACES, "postgresql_nulls_not_distinct": FLAGS,
    "postgresql_not_valid": BOOLS, "postgresql_ignore_search_path": BOOLS,
    "postgresql_inherits": ["'parent'", "('Parent', 'other')"],
    "postgresql_on_commit": ["'DROP'", "'PRESERVE ROWS'", "'delete_rows'"],
    "postgresql_partition_by": ["'LIST (id)'", "'RANGE (\"x y\")'"],
    "postgresql_with_oids": BOOLS,
    # types
    "length": SIZES, "collation": COLLATIONS, "precision": PRECISIONS, "scale": ["2", "4"],
    "decimal_return_scale": ["3"], "asdecimal": BOOLS, "timezone": BOOLS, "as_uuid": BOOLS,
    "native_uuid": BOOLS, "none_as_null": BOOLS, "as_tuple": BOOLS, "dimensions": ["1", "2"],
    "zero_indexes": BOOLS, "item_type": "item_type", "astext_type": ["sa.Text()", "sa.Unicode"],
    "text_type": ["sa.Text()", "sa.String(5)"], "create_constraint": BOOLS, "native": BOOLS,
    "second_precision": ["3"], "day_precision": ["2"], "protocol": ["2"], "pickler": ["None"],
    "comparator": ["None"], "impl": ["sa.LargeBinary", "sa.LargeBinary()"], "varying": BOOLS,
    "fields": ["'YEAR'", "'DAY TO SECOND'"], "postgresql.INTERVAL.precision": ["3", "6"],
    "postgresql.TIME.precision": ["0", "3"], "postgresql.TIMESTAMP.precision": ["0", "3"],
    "postgresql.BIT.length": ["1", "3"], "*enums": "enums", "native_enum": BOOLS,
    "inherit_schema": BOOLS, "validate_strings": BOOLS, "omit_aliases": BOOLS,
    "values_callable": ["lambda e: [x.value for x in e]", "None"], "create_type": BOOLS,
    "sa.Enum.name": "type_name", "postgresql.ENUM.name": "type_name",
    "sa.Enum.schema": ["'public'", "'Odd Schema'"], "sa.Enum.length": ["20", "5"],
    "postgresql.ENUM.schema": ["'public'", "'Odd Schema'"], "postgresql.ENUM.length": ["20"],
    "sa.Boolean.name": "type_name", "sa.BOOLEAN.name": "type_name",
    "postgresql.BOOLEAN.name": "type_name", "sa.types.MatchType.name": "type_name",
    "postgresql.DOMAIN.name": "type_name", "postgresql.DOMAIN.data_type": ["sa.Integer()", "sa.Text"],
    "postgresql.DOMAIN.default": ["'x'", "sa.text('5')"], "not_null": FLAGS,
    "check": ["sa.text('VALUE > 0')", "\"VALUE <> 'x%'\""],
    "*types": ["sa.Integer()", "sa.Text()"], "*arg": ["sa.Integer()"],
}
