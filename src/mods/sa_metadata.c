/* Table() and MetaData: tables that know their collection, made and dropped through a
 * connection.
 *
 * Table("x", metadata) names the same object every time, as SQLAlchemy has it; the first call
 * describes it, extend_existing adds to it.  What concerns a table as a whole is written in the
 * script language (sa_tables.c). */
#include "mods/nodedata.h"
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
 * both mean the MetaData's schema. BLANK_SCHEMA, which is False here, means none at all. */
static struct lk_value schema_of(struct lk_vm *vm, const struct lk_args *a, struct lk_value meta)
{
    struct lk_value schema = keyword(a, "schema");
    if (lk_is(schema, LK_T_BOOL))
        return lk_none();
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
    if (extend || keep || a->n == 3)
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

/* Names in an index become the table's columns, so that Index.create() finds its table. */
static bool index_columns(struct lk_vm *vm, struct lk_value table, struct lk_value index)
{
    struct lk_value columns, column;
    size_t n;
    const struct lk_value *part = lk_items(&n, lk_sa_get(vm, index, "expressions"));
    struct lk_value list = lk_new_list(vm, part, n);
    lk_push(vm, list);
    if (!lk_from_columns(&columns, vm, table))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct lk_value *item = &lk_list_of(list)->v[i];
        if (!lk_is(*item, LK_T_STR))
            continue;
        if (!lk_dict_get(&column, vm, lk_collection_dict(vm, columns), *item))
            return false;
        if (!lk_is_empty(column))
            *item = column;
    }
    lk_sa_set(vm, index, "expressions", list);
    return true;
}

/* All indexes of the table; those that are new have names, the others columns already. */
static bool all_index_columns(struct lk_vm *vm, struct lk_value table)
{
    size_t n;
    lk_items(&n, lk_sa_get(vm, table, "_indexes"));
    for (size_t i = 0; i < n; i++)
        if (!index_columns(vm, table, lk_items(&n, lk_sa_get(vm, table, "_indexes"))[i]))
            return false;
    return true;
}

/* autoload_with=, and autoload= of 1.x: the columns of the database come first, and items that
 * are given take their places. */
static bool reflect(struct lk_vm *vm, struct lk_value self, const struct lk_args *a)
{
    static const char *const names[] = {"listeners", "include_columns", "resolve_fks"};
    struct lk_value bind = keyword(a, "autoload_with"), given = lk_new_dict(vm);
    if (lk_is_none(bind) && truth(vm, keyword(a, "autoload")))
        bind = lk_sa_get(vm, lk_own_attr(vm, self, "metadata"), "bind");
    if (lk_is_none(bind))
        return true;
    lk_push(vm, given);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct lk_value v = keyword(a, names[i]);
        if (!lk_is_none(v))
            lk_dict_setz(vm, given, names[i], v);
    }
    lk_sa_set(vm, self, "_extending", lk_bool(true));
    return lk_reflect_table(vm, self, bind, given);
}

/* Name and schema of a table, quoted as quote= and quote_schema= say; a schema that comes from
 * the MetaData keeps the quoting it has there. */
static bool quoted_names(struct lk_vm *vm, struct lk_value table, struct lk_value schema, bool own)
{
    struct lk_value name;
    if (!lk_quote_name(&name, vm, lk_sa_get(vm, table, "name"), lk_own_attr(vm, table, "quote")))
        return false;
    lk_sa_set(vm, table, "name", name);
    if (own && !lk_quote_name(&schema, vm, schema, lk_own_attr(vm, table, "quote_schema")))
        return false;
    lk_sa_set(vm, table, "schema", schema);
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
    bool extend = truth(vm, keyword(a, "extend_existing"));
    if (known && !extend && (truth(vm, keyword(a, "keep_existing")) || a->n == 3))
        return true;
    if (!known) {
        struct lk_value schema = schema_of(vm, a, meta);
        if (!bind_table(vm, self, a))
            return false;
        if (!quoted_names(vm, self, schema, !lk_is_none(keyword(a, "schema"))))
            return false;
        lk_sa_set(vm, self, "metadata", meta);
        lk_sa_set(vm, self, "_c", lk_collection_new(vm));
        lk_sa_set(vm, self, "naming_convention", lk_sa_get(vm, meta, "naming_convention"));
        lk_sa_set(vm, self, "metadata_schema", lk_sa_get(vm, meta, "schema"));
        if (!lk_dict_set(vm, lk_own_attr(vm, meta, "tables"), table_key(vm, a->v[1], schema), self))
            return false;
    } else {
        lk_sa_set(vm, self, "_extending", lk_bool(true));
    }
    return reflect(vm, self, a) && table_items(vm, self, a) && all_index_columns(vm, self);
}

/* append_column(self, column, …), append_constraint(self, constraint). Where the column or
 * constraint goes is decided by lk_table_add(). */
static bool table_append(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return lk_table_add(vm, a->v[0], a->v[1]);
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
    {"create(self, bind=None, checkfirst=False)", lk_table_create_ddl, 0,
     "CREATE TABLE and its types"},
    {"drop(self, bind=None, checkfirst=False)", lk_table_drop_ddl, 0, "DROP TABLE and its types"},
    {"indexes(self)", lk_table_indexes, LK_PY_PROPERTY, "its indexes"},
    {"constraints(self)", lk_table_constraints, LK_PY_PROPERTY, "its constraints"},
    {"foreign_key_constraints(self)", lk_table_key_constraints, LK_PY_PROPERTY, "of these, keys"},
    {"foreign_keys(self)", lk_table_foreign_keys, LK_PY_PROPERTY, "its columns' foreign keys"},
    {"primary_key(self)", lk_table_primary_key, LK_PY_PROPERTY, "its primary key"},
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
    struct lk_value schema;
    if (!lk_quote_name(&schema, vm, lk_sa_get(vm, self, "schema"), a->v[2]))
        return false;
    lk_sa_set(vm, self, "schema", schema);
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
    {"sorted_tables(self)", lk_metadata_sorted, LK_PY_PROPERTY, "tables, referred ones first"},
    {"create_all(self, bind=None, tables=None, checkfirst=True)", lk_metadata_create, 0, "creates"},
    {"drop_all(self, bind=None, tables=None, checkfirst=True)", lk_metadata_drop, 0, "drops"},
    {"reflect(self, bind=None, schema=None, views=False, only=None, **options)",
     lk_reflect_metadata, 0, "describes the tables of the database"},
    {"clear(self)", metadata_clear, 0, "forgets all tables"},
    {"remove(self, table)", metadata_remove, 0, "forgets a table"},
    {NULL, NULL, 0, NULL},
};
