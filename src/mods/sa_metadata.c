/* Table() and MetaData: tables that know their collection, made and dropped through a
 * connection.
 *
 * Table("x", metadata) names the same object every time, as SQLAlchemy has it; the first call
 * describes it, extend_existing adds to it.  create_all() and drop_all() order tables by their
 * foreign keys. */
#include "mods/rows.h"


/* Arguments of Table() that are no part of the table as data. */
static const char *const options[] = {
    "autoload", "autoload_with", "autoload_replace", "extend_existing", "keep_existing",
    "must_exist", "mustexist", "implicit_returning", "include_columns", "resolve_fks", "listeners",
    "info", "useexisting"};

/* Is it an argument that only says how the table comes into being? Such arguments are used here
 * and never become part of the node. */
static bool is_option(struct lk_str name)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (lk_str_is(name, options[i]))
            return true;
    return false;
}

/* A keyword argument of a raw call, or None. Raw calls have keyword values behind the positional
 * ones. */
static struct lk_value keyword(const struct lk_args *a, const char *name)
{
    for (uint32_t i = 0; i < a->nkw; i++)
        if (lk_str_is(lk_text(a->kw[i]), name))
            return a->v[a->n + i];
    return lk_none();
}

/* Truth of a flag; what has none counts as false. */
static bool truth(struct lk_vm *vm, struct lk_value v)
{
    bool t = false;
    return lk_vm_truth(&t, vm, v) && t;
}

/* "schema.name", the key in MetaData.tables; the schema may be the MetaData's. SQLAlchemy uses
 * the same key, and scripts look into metadata.tables with it. */
static struct lk_value table_key(struct lk_vm *vm, struct lk_value name, struct lk_value schema)
{
    return lk_is(schema, LK_T_STR) ? lk_new_strf(vm, LK_PRI "." LK_PRI, LK_ARG(lk_text(schema)),
                                                 LK_ARG(lk_text(name)))
                                   : name;
}

/* The table's own schema, else the MetaData's. An explicit None cannot be told from none given;
 * both mean the MetaData's schema. */
static struct lk_value schema_of(struct lk_vm *vm, const struct lk_args *a, struct lk_value meta)
{
    struct lk_value schema = keyword(a, "schema");
    return lk_is_none(schema) ? lk_sa_get(vm, meta, "schema") : schema;
}

/* __new__: a name that the MetaData knows is that table. Giving columns for a table that is
 * known needs extend_existing, or they would be lost without a word; keep_existing says that
 * they may be. */
static bool table_new(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (a->n < 3 || !lk_is(a->v[1], LK_T_STR) || !lk_sa_is(vm, a->v[2], LK_SA_MetaData))
        return lk_raise(vm, LK_EXC_TypeError,
                        "Table() takes at least two positional-only arguments 'name' and "
                        "'metadata'");
    struct lk_value tables = lk_own_attr(vm, a->v[2], "tables");
    struct lk_value key = table_key(vm, a->v[1], schema_of(vm, a, a->v[2]));
    if (!lk_dict_get(out, vm, tables, key))
        return false;
    if (lk_is_empty(*out)) {
        if (truth(vm, keyword(a, "must_exist")))
            return lk_sa_raise(vm, "InvalidRequestError", "Table '" LK_PRI "' not defined",
                               LK_ARG(lk_text(key)));
        *out = lk_native_new_of(vm, a->v[0]);
        return true;
    }
    bool extend = truth(vm, keyword(a, "extend_existing"));
    bool keep = truth(vm, keyword(a, "keep_existing"));
    if (extend || keep || (a->n == 3 && !a->nkw))
        return true;
    return lk_sa_raise(vm, "InvalidRequestError", "Table '" LK_PRI "' is already defined for this "
                       "MetaData instance.  Specify 'extend_existing=True' to redefine options and "
                       "columns on an existing Table object.", LK_ARG(lk_text(key)));
}

/* Binds the keywords that belong to the node; the items are added one by one. At most 64
 * keywords are taken, which is more than Table() has. The table's name is its only positional
 * argument, as items are added by table_items(). */
static bool bind_table(struct lk_vm *vm, struct lk_value self, const struct lk_args *a)
{
    struct lk_value v[65], kw[64];
    struct lk_args call = {.v = v, .n = 1, .kw = kw, .data = lk_empty()};
    v[0] = a->v[1];
    for (uint32_t i = 0; i < a->nkw && call.nkw < 64; i++)
        if (!is_option(lk_text(a->kw[i]))) {
            kw[call.nkw] = a->kw[i];
            v[1 + call.nkw++] = a->v[a->n + i];
        }
    return lk_node_bind(vm, self, &call);
}

/* Everything behind name and metadata. Items must be SchemaItems, with SQLAlchemy's message
 * where they are not. */
static bool table_items(struct lk_vm *vm, struct lk_value self, const struct lk_args *a)
{
    for (uint32_t i = 3; i < a->n; i++) {
        if (!lk_sa_is(vm, a->v[i], LK_SA_SchemaItem))
            return lk_sa_raise(vm, "ArgumentError", "'SchemaItem' object, such as a 'Column' or a "
                               "'Constraint' expected, got '" LK_PRI "'",
                               LK_ARG(lk_type_name(vm, a->v[i])));
        if (!lk_table_add(vm, self, a->v[i]))
            return false;
    }
    return true;
}

/* Table(name, metadata, *items, …). The new table is entered in its MetaData before its items
 * are added, so that its own foreign keys may refer to it. Reflected columns come before the
 * given ones. */
static bool table_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    struct lk_value self = a->v[0], meta = a->v[2];
    /* __init__ runs again when __new__ gave out a table that was there already. */
    bool known = !lk_is_empty(lk_own_attr(vm, self, "metadata"));
    if (known && (truth(vm, keyword(a, "keep_existing")) || a->n == 3))
        return true;
    if (!known) {
        struct lk_value schema = schema_of(vm, a, meta);
        if (!bind_table(vm, self, a))
            return false;
        if (!lk_is_none(schema))
            lk_sa_set(vm, self, "schema", schema);
        lk_sa_set(vm, self, "metadata", meta);
        lk_sa_set(vm, self, "_c", lk_collection_new(vm));
        lk_sa_set(vm, self, "naming_convention", lk_sa_get(vm, meta, "naming_convention"));
        if (!lk_dict_set(vm, lk_own_attr(vm, meta, "tables"), table_key(vm, a->v[1], schema), self))
            return false;
    } else {
        lk_sa_set(vm, self, "_extending", lk_bool(true));
    }
    struct lk_value bind = keyword(a, "autoload_with");
    if (lk_is_none(bind) && truth(vm, keyword(a, "autoload")))
        bind = lk_sa_get(vm, meta, "bind");
    return (lk_is_none(bind) || lk_reflect_table(vm, self, bind)) && table_items(vm, self, a);
}

/* append_column(self, column, …), append_constraint(self, constraint). Where the column or
 * constraint goes is decided by lk_table_add(). */
static bool table_append(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_table_add(vm, a->v[0], a->v[1]);
}

/* create() and drop() of a table carry its types and indexes. They go through the same
 * operations as those of scripts, so that --sql prints them. */
static bool table_ddl(struct lk_vm *vm, struct lk_value table, struct lk_value checkfirst,
                      enum lk_op_id op)
{
    const struct lk_value v[2] = {table, lk_bool(truth(vm, checkfirst))};
    return lk_op_run(vm, op, v, 3);
}

/* The enumerations of a dropped table's columns go with it, each once, unless they belong to a
 * MetaData or say create_type=False. `done` holds the names dropped so far, because two columns
 * may share a type. PostgreSQL refuses to drop a type in use, hence all tables go first. */
static bool drop_types(struct lk_vm *vm, struct lk_value table, struct lk_value done,
                       struct lk_value checkfirst)
{
    struct lk_value columns, key, column;
    if (!lk_from_columns(&columns, vm, table))
        return false;
    for (size_t pos = 0; lk_dict_next(lk_collection_dict(vm, columns), &pos, &key, &column);) {
        struct lk_value type = lk_sa_get(vm, column, "type"), name = lk_sa_get(vm, type, "name");
        struct lk_value create = lk_sa_get(vm, type, "create_type");
        struct lk_value native = lk_sa_get(vm, type, "native_enum");
        bool seen, kept = !lk_is_none(lk_sa_get(vm, type, "metadata"))
                          || (lk_is(create, LK_T_BOOL) && !create.as.i)
                          || (lk_is(native, LK_T_BOOL) && !native.as.i);
        if (kept || !lk_sa_is(vm, type, LK_SA_Enum) || !lk_is(name, LK_T_STR))
            continue;
        const struct lk_value v[2] = {type, lk_bool(truth(vm, checkfirst))};
        if (!lk_set_has(&seen, vm, done, name) || !lk_set_add(vm, done, name)
            || (!seen && !lk_op_run(vm, LK_OP_DROP_TYPE, v, 3)))
            return false;
    }
    return true;
}

/* create(self, bind=None, checkfirst=False). The bind is not looked at: there is one
 * database. */
static bool table_create(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return table_ddl(vm, a->v[0], a->v[2], LK_OP_CREATE_ITEM);
}

/* drop(self, bind=None, checkfirst=False). Only when the table is gone can its types be
 * dropped. */
static bool table_drop(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    struct lk_value done = lk_new_set(vm, false);
    lk_push(vm, done);
    return table_ddl(vm, a->v[0], a->v[2], LK_OP_DROP_ITEM)
           && drop_types(vm, a->v[0], done, a->v[2]);
}

/* Lists as SQLAlchemy's sets. Scripts iterate over them or test membership; order is not
 * promised by SQLAlchemy either. */
static bool as_set(struct lk_value *out, struct lk_vm *vm, struct lk_value self, const char *list)
{
    size_t n;
    const struct lk_value *item = lk_items(&n, lk_sa_get(vm, self, list));
    *out = lk_new_set(vm, false);
    lk_push(vm, *out);
    for (size_t i = 0; i < n; i++)
        if (!lk_set_add(vm, *out, item[i]))
            return false;
    return true;
}

/* indexes(self) */
static bool table_indexes(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return as_set(out, vm, a->v[0], "_indexes");
}

/* constraints(self) */
static bool table_constraints(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return as_set(out, vm, a->v[0], "_items");
}

/* primary_key(self): a constraint of the columns that are marked so, or that one names. It is
 * made anew at each look, since columns can be appended at any time. */
static bool table_primary_key(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    const struct lk_value *item = lk_items(&n, lk_sa_get(vm, a->v[0], "_items"));
    struct lk_value named = lk_none(), name = lk_none(), list = lk_collection_new(vm);
    struct lk_value columns, key, column;
    for (size_t i = 0; i < n; i++)
        if (lk_sa_is(vm, item[i], LK_SA_PrimaryKeyConstraint)) {
            named = lk_sa_get(vm, item[i], "columns");
            name = lk_sa_get(vm, item[i], "name");
        }
    lk_push(vm, list);
    if (!lk_from_columns(&columns, vm, a->v[0]))
        return false;
    for (size_t pos = 0; lk_dict_next(lk_collection_dict(vm, columns), &pos, &key, &column);) {
        bool member = truth(vm, lk_sa_get(vm, column, "primary_key"));
        if (!lk_is_none(named) && !member && !lk_vm_contains(&member, vm, named, key))
            return false;
        if (member && !lk_collection_add(vm, list, column))
            return false;
    }
    const struct lk_value v[] = {list, name};
    *out = lk_sa_make(vm, LK_SA_PrimaryKeyConstraint, "columns name", v);
    return true;
}

/* to_metadata(self, metadata, schema=…, name=None): a copy in another MetaData. Columns are
 * copied too, because a column knows its table. The copy replaces a table of that name in the
 * other MetaData. */
static bool table_to_metadata(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value items, columns, key, column, copy = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, copy);
    if (!lk_from_columns(&columns, vm, a->v[0]))
        return false;
    if (lk_given(a, 2))
        lk_sa_set(vm, copy, "schema", a->v[2]);
    if (!lk_is_none(a->v[3]))
        lk_sa_set(vm, copy, "name", a->v[3]);
    lk_sa_set(vm, copy, "metadata", a->v[1]);
    lk_sa_set(vm, copy, "_c", lk_collection_new(vm));
    for (size_t pos = 0; lk_dict_next(lk_collection_dict(vm, columns), &pos, &key, &column);)
        if (!lk_table_add(vm, copy, lk_sa_copy(vm, column)))
            return false;
    items = table_key(vm, lk_sa_get(vm, copy, "name"), lk_sa_get(vm, copy, "schema"));
    *out = copy;
    return lk_dict_set(vm, lk_own_attr(vm, a->v[1], "tables"), items, copy);
}

/* __new__ and __init__ are raw, as Table takes any number of items and keywords. */
const struct lk_py_row lk_sa_rows_table[] = {
    {"__new__(cls)", table_new, LK_PY_RAW, "the table that the MetaData knows, or a new one"},
    {"__init__(self)", table_init, LK_PY_RAW, "name, metadata, items, …"},
    {"append_column(self, column, replace_existing=False)", table_append, 0, "adds a column"},
    {"append_constraint(self, constraint)", table_append, 0, "adds a constraint"},
    {"create(self, bind=None, checkfirst=False)", table_create, 0, "CREATE TABLE and its types"},
    {"drop(self, bind=None, checkfirst=False)", table_drop, 0, "DROP TABLE and its types"},
    {"indexes(self)", table_indexes, LK_PY_PROPERTY, "its indexes"},
    {"constraints(self)", table_constraints, LK_PY_PROPERTY, "its constraints"},
    {"primary_key(self)", table_primary_key, LK_PY_PROPERTY, "its primary key"},
    {"to_metadata(self, metadata, schema=None, name=None)", table_to_metadata, 0, "a copy"},
    {"tometadata(self, metadata, schema=None, name=None)", table_to_metadata, 0, "a copy"},
    {NULL, NULL, 0, NULL},
};

/* MetaData(schema=None, quote_schema=None, naming_convention=None, info=None); bind= as in 1.x.
 * `tables` is a plain dict that scripts may read by key. */
static bool metadata_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    static const char *const names[] = {"schema", "quote_schema", "naming_convention", "info",
                                        "bind"};
    struct lk_value self = a->v[0];
    bool legacy = lk_is(a->v[1], LK_T_OBJECT);
    for (size_t i = 0; i < 5; i++)
        lk_sa_set(vm, self, names[i], a->v[i + 1]);
    /* MetaData(engine) of 1.x: the first argument was the bind. */
    if (legacy) {
        lk_sa_set(vm, self, "bind", a->v[1]);
        lk_sa_set(vm, self, "schema", lk_none());
    }
    lk_sa_set(vm, self, "tables", lk_new_dict(vm));
    return true;
}

/* Does a foreign key of the table name this other one?  Then that one is created before.
 * `references` are texts "table.column" or columns. Of "schema.table.column" the schema is part
 * of what is compared. */
static bool mentions(struct lk_vm *vm, struct lk_value references, struct lk_str name)
{
    size_t n;
    const struct lk_value *one = lk_items(&n, references);
    for (size_t i = 0; i < n; i++) {
        struct lk_value target = lk_is(one[i], LK_T_STR) ? one[i] : lk_none();
        if (lk_sa_is(vm, one[i], LK_SA_ColumnClause)) {
            struct lk_value table = lk_sa_get(vm, one[i], "table");
            if (lk_str_eq(lk_text(lk_sa_get(vm, table, "name")), name))
                return true;
        }
        struct lk_str text = lk_text(target);
        ptrdiff_t dot = lk_str_rfind_byte(text, '.');
        if (dot > 0 && lk_str_eq(lk_str_cut(text, 0, (size_t)dot), name))
            return true;
    }
    return false;
}

/* Foreign keys stand inside columns or as constraints of the table. ForeignKey has one column,
 * ForeignKeyConstraint a list of them. */
static bool items_mention(struct lk_vm *vm, struct lk_value items, struct lk_str name)
{
    size_t n;
    const struct lk_value *item = lk_items(&n, items);
    for (size_t i = 0; i < n; i++) {
        struct lk_value column = lk_sa_get(vm, item[i], "column");
        struct lk_value list = lk_sa_is(vm, item[i], LK_SA_ForeignKey)
                                   ? lk_new_tuple(vm, &column, 1)
                                   : lk_sa_get(vm, item[i], "refcolumns");
        if (mentions(vm, list, name))
            return true;
    }
    return false;
}

/* A key of the table to itself does not count: the caller leaves it out. Items of a column (its
 * ForeignKeys) count as well as constraints of the table. */
static bool depends(struct lk_vm *vm, struct lk_value table, struct lk_str name)
{
    struct lk_value columns, key, column;
    if (items_mention(vm, lk_sa_get(vm, table, "_items"), name))
        return true;
    if (!lk_from_columns(&columns, vm, table))
        return false;
    for (size_t pos = 0; lk_dict_next(lk_collection_dict(vm, columns), &pos, &key, &column);)
        if (items_mention(vm, lk_sa_get(vm, column, "args"), name))
            return true;
    return false;
}

/* Tables with what they refer to before them; ties by name, as SQLAlchemy sorts. Rounds over the
 * names take what is free until nothing changes; tables in a cycle are left out. */
static bool visit(struct lk_vm *vm, struct lk_value out, struct lk_value done,
                  struct lk_value names, struct lk_value tables)
{
    size_t n;
    lk_items(&n, names);
    for (size_t left = n, before = n + 1; left && left < before;) {
        before = left;
        for (size_t i = 0; i < n; i++) {
            struct lk_value name = lk_items(&n, names)[i], table;
            bool seen, free_now = true;
            if (!lk_set_has(&seen, vm, done, name) || !lk_dict_get(&table, vm, tables, name))
                return false;
            for (size_t k = 0; k < n && free_now && !seen; k++) {
                struct lk_value other = lk_items(&n, names)[k];
                bool ready;
                if (!lk_set_has(&ready, vm, done, other))
                    return false;
                free_now = k == i || ready || !depends(vm, table, lk_text(other));
            }
            if (seen || !free_now)
                continue;
            if (!lk_set_add(vm, done, name) || !lk_list_append(vm, out, table))
                return false;
            left--;
        }
    }
    return true;
}

/* By name first, so that the order does not depend on the script. The list is on the stack. */
static bool sorted_tables(struct lk_value *out, struct lk_vm *vm, struct lk_value meta)
{
    struct lk_value tables = lk_own_attr(vm, meta, "tables"), names, done = lk_new_set(vm, false);
    *out = lk_new_list(vm, NULL, 0);
    lk_push(vm, *out);
    lk_push(vm, done);
    if (!lk_vm_list(&names, vm, tables))
        return false;
    lk_push(vm, names);
    struct lk_value none;
    return lk_vm_method(&none, vm, names, "sort", NULL, 0) && visit(vm, *out, done, names, tables);
}

/* sorted_tables(self). What create_all() goes by, as a property of its own. */
static bool metadata_sorted(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return sorted_tables(out, vm, a->v[0]);
}

/* tables= restricts what is created. The tables may be any collection that knows `in`. */
static bool wanted(bool *out, struct lk_vm *vm, struct lk_value tables, struct lk_value table)
{
    *out = true;
    return lk_is_none(tables) || lk_vm_contains(out, vm, tables, table);
}

/* Dropped in the opposite order. When dropping, tables that refer to others go before them. */
static bool metadata_ddl(struct lk_vm *vm, const struct lk_args *a, enum lk_op_id op)
{
    struct lk_value sorted;
    if (!sorted_tables(&sorted, vm, a->v[0]))
        return false;
    lk_push(vm, sorted);
    size_t n = lk_list_of(sorted)->n;
    for (size_t i = 0; i < n; i++) {
        struct lk_value table = lk_list_of(sorted)->v[op == LK_OP_DROP_ITEM ? n - 1 - i : i];
        bool take;
        if (!wanted(&take, vm, a->v[2], table)
            || (take && !table_ddl(vm, table, a->v[3], op)))
            return false;
    }
    return true;
}

/* create_all(self, bind=None, tables=None, checkfirst=True). checkfirst, which is true here by
 * default, skips tables that are there. */
static bool metadata_create(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return metadata_ddl(vm, a, LK_OP_CREATE_ITEM);
}

/* drop_all(self, bind=None, tables=None, checkfirst=True). Types of enumerations are dropped in
 * a second walk, when no table uses them. */
static bool metadata_drop(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    struct lk_value sorted, done = lk_new_set(vm, false);
    lk_push(vm, done);
    if (!metadata_ddl(vm, a, LK_OP_DROP_ITEM) || !sorted_tables(&sorted, vm, a->v[0]))
        return false;
    lk_push(vm, sorted);
    for (size_t i = 0; i < lk_list_of(sorted)->n; i++)
        if (!drop_types(vm, lk_list_of(sorted)->v[i], done, a->v[3]))
            return false;
    return true;
}

/* clear(self). The objects live on as long as the script holds them. */
static bool metadata_clear(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    lk_dict_wipe(vm, lk_own_attr(vm, a->v[0], "tables"));
    return true;
}

/* remove(self, table). The key is made of name and schema, as when the table was entered. */
static bool metadata_remove(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value key = table_key(vm, lk_sa_get(vm, a->v[1], "name"),
                                    lk_sa_get(vm, a->v[1], "schema"));
    if (!lk_dict_take(out, vm, lk_own_attr(vm, a->v[0], "tables"), key))
        return false;
    *out = lk_none();
    return true;
}

const struct lk_py_row lk_sa_rows_metadata[] = {
    {"__init__(self, schema=None, quote_schema=None, naming_convention=None, info=None, bind=None)",
     metadata_init, 0, "a collection of tables"},
    {"sorted_tables(self)", metadata_sorted, LK_PY_PROPERTY, "tables, referred ones first"},
    {"create_all(self, bind=None, tables=None, checkfirst=True)", metadata_create, 0, "creates"},
    {"drop_all(self, bind=None, tables=None, checkfirst=True)", metadata_drop, 0, "drops"},
    {"clear(self)", metadata_clear, 0, "forgets all tables"},
    {"remove(self, table)", metadata_remove, 0, "forgets a table"},
    {NULL, NULL, 0, NULL},
};
