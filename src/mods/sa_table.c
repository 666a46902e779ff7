/* What has columns: collections of them, tables, aliases and other FROM objects, MetaData.
 *
 * A column belongs to one FROM.  Aliases, subqueries and joins show columns of their own, which
 * carry the FROM as their table: that is how lowering finds out what a SELECT selects from. */
#include "mods/rows.h"


/* class X(Base) is mapped to the table in X.__table__. Models imported from the project are
 * used in place of their tables. */
struct lk_value lk_sa_mapped(struct lk_vm *vm, struct lk_value v)
{
    struct lk_value table = lk_is(v, LK_T_CLASS) ? lk_class_attr(vm, v, "__table__")
                            : lk_is(v, LK_T_OBJECT) ? lk_own_attr(vm, v, "__table__") : lk_empty();
    return lk_is_empty(table) ? v : table;
}

/* Its columns are a dict by key. Not left on the stack: the caller keeps it somewhere at
 * once. */
struct lk_value lk_collection_new(struct lk_vm *vm)
{
    struct lk_value collection = lk_sa_new(vm, LK_SA_ColumnCollection);
    lk_push(vm, collection);
    lk_sa_set(vm, collection, "_columns", lk_new_dict(vm));
    return lk_pop(vm);
}

/* An empty dict where there is no collection yet. The dict is the collection's own, changes of
 * it are changes of the collection. */
struct lk_value lk_collection_dict(struct lk_vm *vm, struct lk_value collection)
{
    struct lk_value dict = lk_is_none(collection) ? lk_empty()
                                                  : lk_own_attr(vm, collection, "_columns");
    return lk_is_empty(dict) ? lk_new_dict(vm) : dict;
}

/* Column(key=…) is known under that name in Python. It is a name for scripts alone; SQL always
 * has the column's name. */
static struct lk_value key_of(struct lk_vm *vm, struct lk_value column)
{
    struct lk_value key = lk_sa_get(vm, column, "key");
    return lk_is_none(key) ? lk_sa_get(vm, column, "name") : key;
}

/* A column of the same key is replaced. Its place stays, as a dict keeps that of a key. */
bool lk_collection_add(struct lk_vm *vm, struct lk_value collection, struct lk_value column)
{
    return lk_dict_set(vm, lk_collection_dict(vm, collection), key_of(vm, column), column);
}

/* t.c["x"], t.c[0]. An unknown name is a KeyError, an index out of range an IndexError. */
static bool collection_item(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value dict = lk_collection_dict(vm, a->v[0]);
    if (lk_is(a->v[1], LK_T_INT)) {
        struct lk_value all;
        return lk_vm_method(&all, vm, dict, "values", NULL, 0) && lk_vm_list(&all, vm, all)
               && lk_vm_getitem(out, vm, all, a->v[1]);
    }
    return lk_vm_getitem(out, vm, dict, a->v[1]);
}

/* t.c.x. hasattr(t.c, "x") works by the AttributeError. */
static bool collection_attribute(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    if (!lk_dict_get(out, vm, lk_collection_dict(vm, a->v[0]), a->v[1]))
        return false;
    return !lk_is_empty(*out) || lk_raise(vm, LK_EXC_AttributeError, LK_PRI,
                                          LK_ARG(lk_text(a->v[1])));
}

/* What its dict answers: len, iteration over the columns, keys, items, …. The arguments behind
 * self are passed on. */
static bool of_dict(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                    const char *method)
{
    return lk_vm_method(out, vm, lk_collection_dict(vm, a->v[0]), method, a->v + 1, a->n - 1);
}

/* Over a copy: the script may add columns meanwhile. Iterating over a collection gives columns,
 * not keys as a dict would. */
static bool collection_iter(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value values;
    return of_dict(&values, vm, a, "values") && lk_vm_list(&values, vm, values)
           && lk_vm_iter(out, vm, values);
}

/* keys(self), values(self), items(self) as lists. One function for three rows: the row's name
 * is the dict's method. */
static bool collection_list(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value found;
    char name[16];
    size_t n = strcspn(a->row->signature, "(");
    snprintf(name, sizeof name, "%.*s", (int)n, a->row->signature);
    return of_dict(&found, vm, a, name) && lk_vm_list(out, vm, found);
}

/* get(self, key, default=None). None where there is no such column and no default. */
static bool collection_get(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return of_dict(out, vm, a, "get");
}

/* len(t.c). Counts keys, hence a replaced column once. */
static bool collection_len(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_int((int64_t)lk_dict_count(lk_collection_dict(vm, a->v[0])));
    return true;
}

/* "x" in t.c. It goes by the key. */
static bool collection_contains(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool found;
    if (!lk_vm_contains(&found, vm, lk_collection_dict(vm, a->v[0]), a->v[1]))
        return false;
    *out = lk_bool(found);
    return true;
}

const struct lk_py_row lk_sa_rows_collection[] = {
    {"__getattr__(self, name)", collection_attribute, 0, "the column of that name"},
    {"__getitem__(self, key)", collection_item, 0, "the column of that name or place"},
    {"__iter__(self)", collection_iter, 0, "the columns"},
    {"__len__(self)", collection_len, 0, "how many"},
    {"__contains__(self, key)", collection_contains, 0, "is there a column of that name"},
    {"keys(self)", collection_list, 0, "the names"},
    {"values(self)", collection_list, 0, "the columns"},
    {"items(self)", collection_list, 0, "names and columns"},
    {"get(self, key, default=None)", collection_get, 0, "the column or default"},
    {NULL, NULL, 0, NULL},
};

/* A column as another FROM shows it; that of a Column is one, which decides in Python whose == is
 * asked first. It has key and type of the original and the other FROM as
 * its table. What has no name cannot be named from outside and is left out. */
static bool add_proxy(struct lk_vm *vm, struct lk_value collection, struct lk_value from,
                      struct lk_value column)
{
    const struct lk_value v[3] = {key_of(vm, column), lk_sa_get(vm, column, "type"), from};
    if (!lk_is(v[0], LK_T_STR))
        return true;
    bool described = lk_sa_is(vm, column, LK_SA_Column);
    struct lk_value proxy = lk_sa_make(vm, described ? LK_SA_Column : LK_SA_ColumnClause,
                                       "name type table", v);
    lk_own_attr_set(vm, proxy, "_base", column);
    return lk_collection_add(vm, collection, proxy);
}

/* All columns of another FROM. Asking for the source's columns may make those first, down to
 * the tables. */
static bool add_proxies(struct lk_vm *vm, struct lk_value collection, struct lk_value from,
                        struct lk_value source)
{
    struct lk_value columns, key, column;
    if (!lk_from_columns(&columns, vm, source))
        return false;
    lk_push(vm, columns);
    for (size_t pos = 0; lk_dict_next(lk_collection_dict(vm, columns), &pos, &key, &column);)
        if (!add_proxy(vm, collection, from, column))
            return false;
    lk_pop(vm);
    return true;
}

/* The columns that a SELECT yields. A union has the names of its first SELECT. Of INSERT,
 * UPDATE and DELETE it is what RETURNING gives. */
static bool add_selected(struct lk_vm *vm, struct lk_value collection, struct lk_value from,
                         struct lk_value select)
{
    if (lk_sa_is(vm, select, LK_SA_CompoundSelect)) {
        size_t n;
        const struct lk_value *first = lk_items(&n, lk_sa_get(vm, select, "selects"));
        return !n || add_selected(vm, collection, from, first[0]);
    }
    const char *list = lk_sa_is(vm, select, LK_SA_UpdateBase)      ? "returning"
                       : lk_sa_is(vm, select, LK_SA_TextualSelect) ? "_columns" : "columns";
    size_t n;
    lk_items(&n, lk_sa_get(vm, select, list));
    for (size_t i = 0; i < n; i++) {
        struct lk_value one = lk_items(&n, lk_sa_get(vm, select, list))[i];
        /* table_valued("a", "b") names its columns by texts. */
        if (lk_is(one, LK_T_STR))
            one = lk_sa_make(vm, LK_SA_ColumnClause, "name", &one);
        if (!(lk_sa_is(vm, one, LK_SA_FromClause) ? add_proxies(vm, collection, from, one)
                                                   : add_proxy(vm, collection, from, one)))
            return false;
    }
    return true;
}

/* A join has both sides' columns, under table_column. They are the sides' own columns rather
 * than proxies, for a join has no name in SQL. */
static bool add_joined(struct lk_vm *vm, struct lk_value collection, struct lk_value join)
{
    static const char *const side[] = {"left", "right"};
    for (size_t i = 0; i < 2; i++) {
        struct lk_value columns, key, column;
        if (!lk_from_columns(&columns, vm, lk_sa_get(vm, join, side[i])))
            return false;
        lk_push(vm, columns);
        for (size_t pos = 0; lk_dict_next(lk_collection_dict(vm, columns), &pos, &key, &column);) {
            struct lk_value table = lk_sa_get(vm, lk_sa_get(vm, column, "table"), "name");
            struct lk_value name = lk_new_strf(vm, LK_PRI "_" LK_PRI, LK_ARG(lk_text(table)),
                                               LK_ARG(lk_text(key)));
            if (!lk_dict_set(vm, lk_collection_dict(vm, collection), name, column))
                return false;
        }
    }
    return true;
}

/* Where the columns of a FROM come from, by what it is made of. A FROM about which nothing is
 * known has no columns, which is no error. */
static bool make_columns(struct lk_vm *vm, struct lk_value collection, struct lk_value from)
{
    struct lk_value select = lk_sa_get(vm, from, "select");
    if (lk_sa_is(vm, from, LK_SA_Join))
        return add_joined(vm, collection, from);
    if (!lk_is_none(select))
        return add_selected(vm, collection, from, select);
    if (lk_sa_is(vm, from, LK_SA_Values) || lk_sa_is(vm, from, LK_SA_TableValuedAlias))
        return add_selected(vm, collection, from, from);
    struct lk_value element = lk_sa_get(vm, from, "element");
    return lk_is_none(element) || add_proxies(vm, collection, from, element);
}

/* Made at first use and kept: t.c.x is the same object every time. The collection is entered
 * before it is filled, so that a cycle ends. */
bool lk_from_columns(struct lk_value *out, struct lk_vm *vm, struct lk_value from)
{
    *out = lk_own_attr(vm, from, "_c");
    if (!lk_is_empty(*out))
        return true;
    *out = lk_collection_new(vm);
    lk_sa_set(vm, from, "_c", *out);
    return make_columns(vm, *out, from);
}

/* c(self), columns(self). As attribute: t.c and t.columns. */
static bool from_columns(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_from_columns(out, vm, a->v[0]);
}

/* alias(self, name=None) and its like wrap the FROM. The columns of the alias are made when
 * they are asked for. */
static bool from_alias(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_Alias, "element name", a->v);
    return true;
}

/* tablesample(self, sampling, …). It is an alias as well, with the method behind it. */
static bool from_sample(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_TableSample, "element sampling name seed", a->v);
    return true;
}

/* table_valued(self): a row of the table as a value, written as the table's name. */
static bool table_row(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value v[] = {lk_sa_get(vm, a->v[0], "name"), a->v[0], lk_bool(true)};
    *out = lk_sa_make(vm, LK_SA_ColumnClause, "name table whole", v);
    return true;
}

/* join(self, right, onclause=None, …). Foreign keys give an onclause that is left out. */
static bool from_join(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_join_make(out, vm, a->v);
}

/* outerjoin(self, right, …). LEFT OUTER JOIN; full= makes it FULL. */
static bool from_outerjoin(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value v[] = {a->v[0], a->v[1], a->v[2], lk_bool(true), a->v[3]};
    return lk_join_make(out, vm, v);
}

/* select(self, whereclause=None). All columns; the condition is an argument of 1.x. */
static bool from_select(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v[2] = {lk_new_list(vm, a->v, 1), lk_none()};
    lk_push(vm, v[0]);
    /* A join has the columns of both sides and is a FROM of its own. */
    if (!lk_expand(&v[0], vm, v[0]))
        return false;
    lk_push(vm, v[0]);
    if (!lk_is_none(a->v[1]))
        v[1] = lk_new_list(vm, a->v + 1, 1);
    *out = lk_sa_make(vm, LK_SA_Select, "columns where", v);
    lk_push(vm, *out);
    return lk_sa_extend(vm, *out, "from_", a->v, 1);
}

const struct lk_py_row lk_sa_rows_from[] = {
    {"__init__(self)", lk_node_init, LK_PY_RAW, "takes the arguments of the node"},
    {"__getattr__(self, name)", lk_node_getattr, 0, "an argument that was not given"},
    {"c(self)", from_columns, LK_PY_PROPERTY, "the columns"},
    {"columns(self)", from_columns, LK_PY_PROPERTY, "the columns"},
    {"exported_columns(self)", from_columns, LK_PY_PROPERTY, "the columns"},
    {"alias(self, name=None)", from_alias, 0, "under another name"},
    {"tablesample(self, sampling, name=None, seed=None)", from_sample, 0, "TABLESAMPLE"},
    {"join(self, right, onclause=None, isouter=False, full=False)", from_join, 0, "JOIN"},
    {"outerjoin(self, right, onclause=None, full=False)", from_outerjoin, 0, "LEFT JOIN"},
    {"table_valued(self)", table_row, 0, "a row as a value"},
    {"select(self, whereclause=None)", from_select, 0, "SELECT of all columns"},
    {NULL, NULL, 0, NULL},
};

/* Table() refuses a second column of a name; table() takes the last. A table that extends an
 * existing one may replace its columns. */
static bool take_column(struct lk_vm *vm, struct lk_value table, struct lk_value column)
{
    struct lk_value columns = lk_own_attr(vm, table, "_c"), found;
    if (lk_is_empty(columns)) {
        columns = lk_collection_new(vm);
        lk_sa_set(vm, table, "_c", columns);
    }
    if (!lk_dict_get(&found, vm, lk_collection_dict(vm, columns), key_of(vm, column)))
        return false;
    /* table() is a sketch: the last column of a name counts there, as in SQLAlchemy. */
    bool described = lk_sa_is(vm, table, LK_SA_Table);
    if (described && !lk_is_empty(found) && !lk_same(found, column)
        && lk_is_empty(lk_own_attr(vm, table, "_extending")))
        return lk_sa_raise(vm, "DuplicateColumnError", "A column with name '" LK_PRI "' is already "
                           "present in table '" LK_PRI "'. Specify replace_existing=True to "
                           "Table.append_column() to replace an existing column.",
                           LK_ARG(lk_text(key_of(vm, column))),
                           LK_ARG(lk_text(lk_sa_get(vm, table, "name"))));
    lk_sa_set(vm, column, "table", table);
    return lk_collection_add(vm, columns, column);
}

/* Constraints and indexes are kept in two lists, in their order. The item learns its table, by
 * which scripts and lowering know where it belongs. */
bool lk_table_add(struct lk_vm *vm, struct lk_value table, struct lk_value item)
{
    if (lk_sa_is(vm, item, LK_SA_ColumnClause))
        return take_column(vm, table, item);
    lk_sa_set(vm, item, "table", table);
    const char *list = lk_sa_is(vm, item, LK_SA_Index) ? "_indexes" : "_items";
    return lk_sa_extend(vm, table, list, &item, 1);
}

/* insert(), update() and delete() of 1.x take clauses and values at once. `names` are the
 * attributes of the arguments behind the table, in their order; None means not given. */
static bool dml_of(struct lk_value *out, struct lk_vm *vm, enum lk_sa_id id, const char *names,
                   const struct lk_value *v)
{
    const struct lk_value *more = v + 1;
    *out = lk_sa_make(vm, id, "table", v);
    struct lk_str name, rest = lk_str_of(names);
    for (size_t i = 0; lk_str_split(&name, &rest, ' ') && name.n; i++) {
        bool where = lk_str_is(name, "where");
        if (!lk_is_none(more[i]))
            lk_sa_name(vm, *out, name, where ? lk_new_list(vm, more + i, 1) : more[i]);
    }
    return true;
}

/* insert(self, values=None, inline=None). ON CONFLICT is for the dialect's own insert(). */
static bool table_insert(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return dml_of(out, vm, LK_SA_Insert, "values inline", a->v);
}

/* update(self, whereclause=None, values=None). Values may come by .values() as well. */
static bool table_update(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return dml_of(out, vm, LK_SA_Update, "where values", a->v);
}

/* delete(self, whereclause=None). Without condition all rows are meant, as in SQL. */
static bool table_delete(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return dml_of(out, vm, LK_SA_Delete, "where", a->v);
}

/* fullname(self), key(self), str(table). It is also the key in MetaData.tables. */
static bool table_fullname(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value schema = lk_sa_get(vm, a->v[0], "schema");
    *out = lk_sa_get(vm, a->v[0], "name");
    if (!lk_is_none(schema))
        *out = lk_new_strf(vm, LK_PRI "." LK_PRI, LK_ARG(lk_text(schema)), LK_ARG(lk_text(*out)));
    return true;
}

const struct lk_py_row lk_sa_rows_table_clause[] = {
    {"insert(self, values=None, inline=None)", table_insert, 0, "INSERT"},
    {"update(self, whereclause=None, values=None)", table_update, 0, "UPDATE"},
    {"delete(self, whereclause=None)", table_delete, 0, "DELETE"},
    {"fullname(self)", table_fullname, LK_PY_PROPERTY, "schema.name"},
    {"key(self)", table_fullname, LK_PY_PROPERTY, "schema.name"},
    {"description(self)", table_fullname, LK_PY_PROPERTY, "schema.name"},
    {"__str__(self)", table_fullname, 0, "schema.name"},
    {NULL, NULL, 0, NULL},
};
