/* Schema items: Column, constraints, defaults, indexes, sequences.  Tables are in sa_table.c.
 *
 * Items know their parent only as far as scripts can see it: a column its table, a foreign key its
 * column.  What SQLAlchemy checks when items are attached is checked when they are lowered. */
#include "mods/nodedata.h"
#include "mods/rows.h"


/* kwargs(self), dialect_kwargs: what **kw took. An empty dict where nothing was given, since
 * scripts test membership in it. */
static bool item_kwargs(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_own_attr(vm, a->v[0], "kw");
    if (lk_is_empty(*out))
        *out = lk_new_dict(vm);
    return true;
}

/* What all schema items have; the classes below add to it. */
const struct lk_py_row lk_sa_rows_item[] = {
    {"__init__(self)", lk_node_init, LK_PY_RAW, "takes the arguments of the item"},
    {"__getattr__(self, name)", lk_node_getattr, 0, "an argument that was not given"},
    {"__repr__(self)", lk_node_repr, 0, "the class and its arguments"},
    {"copy(self, **kw)", lk_node_copy, 0, "a copy"},
    {"_copy(self, **kw)", lk_node_copy, 0, "a copy"},
    {"kwargs(self)", item_kwargs, LK_PY_PROPERTY, "arguments for a dialect"},
    {"dialect_kwargs(self)", item_kwargs, LK_PY_PROPERTY, "arguments for a dialect"},
    {NULL, NULL, 0, NULL},
};

/* Where Column's name and type are in a call: positions in front, or keywords. The arrays hold
 * more than any call in the wild; column_call() checks that they suffice. */
struct column_call {
    struct lk_value v[128], kw[64];
    /* positional and keyword arguments; v has the keywords' values behind the first n */
    uint32_t n, nkw;
};

/* name= and type_= are moved to their places. Given twice it is an error, as in SQLAlchemy. */
static bool take_keyword(struct lk_vm *vm, struct column_call *c, const char *name, uint32_t slot)
{
    for (uint32_t i = 0; i < c->nkw; i++) {
        if (!lk_str_is(lk_text(c->kw[i]), name))
            continue;
        if (!lk_is_none(c->v[slot]))
            return lk_sa_raise(vm, "ArgumentError",
                               "May not pass %s positionally and as a keyword.", name);
        c->v[slot] = c->v[c->n + i];
        c->nkw--;
        memmove(c->kw + i, c->kw + i + 1, (c->nkw - i) * sizeof *c->kw);
        memmove(c->v + c->n + i, c->v + c->n + i + 1, (c->nkw - i) * sizeof *c->v);
        return true;
    }
    return true;
}

/* Column([name], [type], *args, …): name and type may be left out, also by None. */
static bool column_call(struct lk_vm *vm, struct column_call *c, const struct lk_args *a)
{
    uint32_t at = 1;
    if (a->n + a->nkw > 120 || a->nkw > 60)
        return lk_raise(vm, LK_EXC_TypeError, "Column() got too many arguments");
    /* Column(Integer), Column(None, Integer) and Column("x", ForeignKey(…)) are all there. */
    c->v[0] = c->v[1] = lk_none();
    if (at < a->n && (lk_is(a->v[at], LK_T_STR) || lk_is_none(a->v[at])))
        c->v[0] = a->v[at++];
    if (at < a->n && (lk_is_type(vm, a->v[at]) || lk_is_none(a->v[at])))
        c->v[1] = a->v[at++];
    c->n = 2;
    for (; at < a->n; at++)
        if (!lk_is_none(a->v[at]))
            c->v[c->n++] = a->v[at];
    c->nkw = a->nkw;
    memcpy(c->kw, a->kw, a->nkw * sizeof *c->kw);
    memcpy(c->v + c->n, a->v + a->n, a->nkw * sizeof *c->v);
    return take_keyword(vm, c, "name", 0) && take_keyword(vm, c, "type_", 1);
}

/* Is the item what happens at an UPDATE?  Nothing of it is DDL. */
static bool for_update(struct lk_vm *vm, struct lk_value item)
{
    struct lk_value flag = lk_sa_get(vm, item, "for_update");
    bool yes = false;
    return lk_vm_truth(&yes, vm, flag) && yes;
}

/* DefaultClause("5") among the items: server_default= or, for updates, server_onupdate=; what is
 * given by keyword counts. Behind a Computed or an Identity it no longer contradicts them. */
static void take_clause(struct lk_vm *vm, struct lk_value self, struct lk_value item,
                        const bool *given, bool generated)
{
    if (!for_update(vm, item) && !given[0])
        lk_sa_set(vm, self, "server_default", item);
    else if (for_update(vm, item) && !given[1] && !generated)
        lk_sa_set(vm, self, "server_onupdate", item);
}

/* DefaultClause() and FetchedValue() among the items are taken as above, ColumnDefault() and
 * Sequence() are default=. */
static bool take_defaults(struct lk_vm *vm, struct lk_value self)
{
    size_t n;
    struct lk_value rest = lk_new_list(vm, NULL, 0);
    const bool given[] = {!lk_is_none(lk_sa_get(vm, self, "server_default")),
                          !lk_is_none(lk_sa_get(vm, self, "server_onupdate"))};
    bool generated = false;
    lk_push(vm, rest);
    lk_items(&n, lk_sa_get(vm, self, "args"));
    for (size_t i = 0; i < n; i++) {
        struct lk_value item = lk_items(&n, lk_sa_get(vm, self, "args"))[i];
        bool makes = lk_sa_is(vm, item, LK_SA_Computed) || lk_sa_is(vm, item, LK_SA_Identity);
        generated = generated || makes;
        if (lk_sa_is(vm, item, LK_SA_FetchedValue) && !makes)
            take_clause(vm, self, item, given, generated);
        else if (lk_sa_is(vm, item, LK_SA_ColumnDefault))
            lk_sa_set(vm, self, "default", item);
        else if (!lk_list_append(vm, rest, item))
            return false;
        /* It stays among the items, where it keeps an INTEGER from becoming SERIAL. */
        if (lk_sa_is(vm, item, LK_SA_Sequence) && !for_update(vm, item))
            lk_sa_set(vm, self, "default", item);
    }
    if (lk_list_of(rest)->n < n)
        lk_sa_set(vm, self, "args", rest);
    lk_pop(vm);
    return true;
}

/* What stands behind name and type must be schema items. Each learns its column, as scripts see
 * it by .parent. */
static bool check_items(struct lk_vm *vm, struct lk_value self)
{
    size_t n;
    const struct lk_value *item = lk_items(&n, lk_sa_get(vm, self, "args"));
    for (size_t i = 0; i < n; i++) {
        if (!lk_sa_is(vm, item[i], LK_SA_SchemaItem)) {
            struct lk_value text;
            return lk_vm_repr(&text, vm, item[i])
                   && lk_sa_raise(vm, "ArgumentError", "'SchemaItem' object, such as a 'Column' or "
                                  "a 'Constraint' expected, got " LK_PRI, LK_ARG(lk_text(text)));
        }
        lk_own_attr_set(vm, item[i], "parent", self);
    }
    return take_defaults(vm, self);
}

/* A type's class becomes its instance at once, as col.type shows. It serves Column and column()
 * alike. quote= needs a name that it could be about. */
static bool column_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    struct column_call c;
    if (!column_call(vm, &c, a))
        return false;
    const struct lk_args bound = {.v = c.v, .n = c.n, .nkw = c.nkw, .kw = c.kw, .data = lk_empty()};
    struct lk_value self = a->v[0];
    if (!lk_node_bind(vm, self, &bound))
        return false;
    if (lk_is_none(c.v[0]) && !lk_is_empty(lk_own_attr(vm, self, "quote")))
        return lk_sa_raise(vm, "ArgumentError",
                           "Explicit 'name' is required when sending 'quote' argument");
    struct lk_value type = c.v[1], name;
    if (!lk_quote_name(&name, vm, c.v[0], lk_own_attr(vm, self, "quote")))
        return false;
    if (!lk_is_none(name))
        lk_sa_set(vm, self, "name", name);
    /* nullable=None is false, unlike no nullable at all. */
    if (lk_is_none(lk_own_attr(vm, self, "nullable")))
        lk_own_attr_set(vm, self, "nullable", lk_bool(false));
    if (lk_is(type, LK_T_CLASS)) {
        if (!lk_vm_callv(&type, vm, type, NULL, 0))
            return false;
        lk_sa_set(vm, self, "type", type);
    }
    return check_items(vm, self);
}

/* key(self), type(self), nullable(self): reached when they were not given. A column without key=
 * is known by its name. */
static bool column_key(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_get(vm, a->v[0], "name");
    return true;
}

/* Column("x") has a type that DDL refuses. */
static bool column_type(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_sa_new(vm, LK_SA_NullType);
    return true;
}

/* A primary key is not nullable unless told so. An explicit nullable= never comes here. */
static bool column_nullable(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool primary;
    if (!lk_vm_truth(&primary, vm, lk_sa_get(vm, a->v[0], "primary_key")))
        return false;
    *out = lk_bool(!primary);
    return true;
}

/* foreign_keys(self). __getattr__ has the name as a second argument, which is left out. */
static bool foreign_keys(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_args self = {.v = a->v, .n = 1, .data = lk_empty()};
    return lk_column_foreign_keys(out, vm, &self);
}

/* Attributes whose value in the object is not what the node's argument holds. table and parent
 * are None until the column is in a table. */
static bool column_getattribute(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const struct { const char *name; lk_native *read; } special[] = {
        {"key", column_key}, {"type", column_type}, {"nullable", column_nullable},
        {"foreign_keys", foreign_keys}};
    struct lk_str name = lk_text(a->v[1]);
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (lk_str_is(name, special[i].name))
            return special[i].read(out, vm, a);
    if (lk_str_is(name, "table") || lk_str_is(name, "parent"))
        return true;
    return lk_node_getattr(out, vm, a);
}

const struct lk_py_row lk_sa_rows_column_clause[] = {
    {"__init__(self)", column_init, LK_PY_RAW, "name, type, …"},
    {"__getattr__(self, name)", column_getattribute, 0, "what was not given"},
    {NULL, NULL, 0, NULL},
};

const struct lk_py_row lk_sa_rows_column[] = {
    {"__init__(self)", column_init, LK_PY_RAW, "name, type, items, …"},
    {"__repr__(self)", lk_node_repr, 0, "the class and its arguments"},
    {"copy(self, **kw)", lk_node_copy, 0, "a copy"},
    {"_copy(self, **kw)", lk_node_copy, 0, "a copy"},
    {NULL, NULL, 0, NULL},
};

/* DefaultClause(arg, for_update=False), ColumnDefault(arg): stand for their argument. Conversion
 * takes the argument in their place. */
static bool default_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    lk_sa_set(vm, a->v[0], "arg", a->v[1]);
    lk_sa_set(vm, a->v[0], "for_update", a->v[2]);
    return true;
}

const struct lk_py_row lk_sa_rows_default_clause[] = {
    {"__init__(self, arg, for_update=False, _reflected=False)", default_init, 0, "a default"},
    {NULL, NULL, 0, NULL},
};

static struct lk_value table_of(struct lk_vm *vm, struct lk_value v, unsigned depth);

/* The table of the first column in an expression's parts. */
static struct lk_value table_within(struct lk_vm *vm, struct lk_value expression, unsigned depth)
{
    struct lk_value attrs = expression.as.cell->attrs ? lk_of_cell(expression.as.cell->attrs)
                                                      : lk_empty(), key, value;
    for (size_t pos = 0; !lk_is_empty(attrs) && lk_dict_next(attrs, &pos, &key, &value);) {
        struct lk_value table = table_of(vm, value, depth + 1);
        if (!lk_is_none(table))
            return table;
    }
    return lk_none();
}

/* A table's columns as given to constraints and indexes: the table of the first that has one.
 * Expressions such as desc(table.c.x) or func.lower(table.c.x) are looked through. */
static struct lk_value table_of(struct lk_vm *vm, struct lk_value v, unsigned depth)
{
    enum { DEEP = 32 };
    struct lk_value table = lk_none();
    size_t n = 0;
    if (lk_sa_is(vm, v, LK_SA_Column))
        return lk_sa_get(vm, v, "table");
    if (depth > DEEP)
        return table;
    if (lk_sa_is(vm, v, LK_SA_ColumnElement))
        return table_within(vm, v, depth);
    if (!lk_is(v, LK_T_LIST) && !lk_is(v, LK_T_TUPLE))
        return table;
    lk_items(&n, v);
    for (size_t i = 0; i < n && lk_is_none(table); i++)
        table = table_of(vm, lk_items(&n, v)[i], depth + 1);
    return table;
}

/* Columns of a Table bring their constraint or index into it. This is how SQLAlchemy makes an
 * index of a table's columns part of CREATE TABLE's follow-up. */
static bool attach(struct lk_vm *vm, struct lk_value self, const char *columns)
{
    struct lk_value table = table_of(vm, lk_sa_get(vm, self, columns), 0);
    return lk_is_none(table) || lk_table_add(vm, table, self);
}

/* quote= and quote_schema= belong to the names that they are about. */
static bool quote_attribute(struct lk_vm *vm, struct lk_value self, const char *name,
                            const char *quote)
{
    struct lk_value text = lk_own_attr(vm, self, name);
    if (lk_is_empty(text))
        return true;
    if (!lk_quote_name(&text, vm, text, lk_own_attr(vm, self, quote)))
        return false;
    lk_sa_set(vm, self, name, text);
    return true;
}

/* Index("ix", table.c.x) belongs to that table. With names as texts it belongs nowhere until a
 * table takes it. */
static bool index_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_node_init(out, vm, a) && quote_attribute(vm, a->v[0], "name", "quote")
           && attach(vm, a->v[0], "expressions");
}

/* The same holds for UniqueConstraint(table.c.x). Names as texts leave it alone as well. */
static bool constraint_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_node_init(out, vm, a) && attach(vm, a->v[0], "columns");
}

const struct lk_py_row lk_sa_rows_columns_constraint[] = {
    {"__init__(self)", constraint_init, LK_PY_RAW, "columns, …"},
    {"columns(self)", lk_constraint_columns, LK_PY_PROPERTY, "the columns"},
    {"__iter__(self)", lk_constraint_iter, 0, "over the columns"},
    {NULL, NULL, 0, NULL},
};

/* CHECK and EXCLUDE. */
const struct lk_py_row lk_sa_rows_constraint[] = {
    {"columns(self)", lk_constraint_columns, LK_PY_PROPERTY, "the columns, where they are named"},
    {NULL, NULL, 0, NULL},
};

/* ForeignKeyConstraint(columns, refcolumns, …). Both lists must be equally long, with
 * SQLAlchemy's message otherwise. */
static bool fk_constraint_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    /* Columns may be given by name or as objects; only their number is compared. */
    size_t local, remote;
    if (!lk_node_init(out, vm, a))
        return false;
    lk_items(&local, lk_sa_get(vm, a->v[0], "columns"));
    lk_items(&remote, lk_sa_get(vm, a->v[0], "refcolumns"));
    if (local != remote)
        return lk_sa_raise(vm, "ArgumentError", "ForeignKeyConstraint number of constrained "
                           "columns must match the number of referenced columns.");
    return attach(vm, a->v[0], "columns");
}

const struct lk_py_row lk_sa_rows_fk_constraint[] = {
    {"__init__(self)", fk_constraint_init, LK_PY_RAW, "columns, refcolumns, …"},
    {"columns(self)", lk_constraint_columns, LK_PY_PROPERTY, "the columns"},
    {"__iter__(self)", lk_constraint_iter, 0, "over the columns"},
    {"column_keys(self)", lk_constraint_keys, LK_PY_PROPERTY, "their names"},
    {"elements(self)", lk_constraint_elements, LK_PY_PROPERTY, "a ForeignKey for each column"},
    {"referred_table(self)", lk_constraint_referred, LK_PY_PROPERTY, "what it points to"},
    {NULL, NULL, 0, NULL},
};

/* create(self, bind=None, checkfirst=False) and drop(): an operation for the item. The bind is
 * not looked at: scripts have one database. */
static bool item_ddl(struct lk_vm *vm, const struct lk_args *a, enum lk_op_id op)
{
    bool check;
    if (!lk_vm_truth(&check, vm, a->v[2]))
        return false;
    const struct lk_value v[2] = {a->v[0], lk_bool(check)};
    return lk_op_run(vm, op, v, 3);
}

/* create(self, bind=None, checkfirst=False) */
static bool item_create(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return item_ddl(vm, a, LK_OP_CREATE_ITEM);
}

/* drop(self, bind=None, checkfirst=False) */
static bool item_drop(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out;
    return item_ddl(vm, a, LK_OP_DROP_ITEM);
}

/* The constructor takes a name and any number of expressions, hence raw. */
const struct lk_py_row lk_sa_rows_index[] = {
    {"__init__(self)", index_init, LK_PY_RAW, "name, expressions, …"},
    {"columns(self)", lk_index_columns, LK_PY_PROPERTY, "the columns that it names"},
    {"create(self, bind=None, checkfirst=False)", item_create, 0, "CREATE INDEX"},
    {"drop(self, bind=None, checkfirst=False)", item_drop, 0, "DROP INDEX"},
    {NULL, NULL, 0, NULL},
};

/* next_value(self). As an expression: nextval('name'). */
static bool next_value(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_NextValue, "sequence", a->v);
    return true;
}

/* Sequence(name, …). Without a schema it has that of its MetaData. */
static bool sequence_init(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value self = a->v[0];
    if (!lk_node_init(out, vm, a))
        return false;
    struct lk_value metadata = lk_sa_get(vm, self, "metadata");
    if (!lk_is_none(metadata) && lk_is_none(lk_sa_get(vm, self, "schema")))
        lk_sa_set(vm, self, "schema", lk_sa_get(vm, metadata, "schema"));
    return quote_attribute(vm, self, "name", "quote")
           && quote_attribute(vm, self, "schema", "quote_schema");
}

/* checkfirst is true by default for sequences, unlike indexes, as in SQLAlchemy. */
const struct lk_py_row lk_sa_rows_sequence[] = {
    {"__init__(self)", sequence_init, LK_PY_RAW, "name, start, …"},
    {"create(self, bind=None, checkfirst=True)", item_create, 0, "CREATE SEQUENCE"},
    {"drop(self, bind=None, checkfirst=True)", item_drop, 0, "DROP SEQUENCE"},
    {"next_value(self)", next_value, 0, "nextval()"},
    {NULL, NULL, 0, NULL},
};

/* column(self): the column that a foreign key given by a Column points to. A text is given back
 * as it was written. */
static bool fk_target(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    /* ForeignKey takes "table.column" or a Column. */
    struct lk_value target = lk_sa_get(vm, a->v[0], "column");
    if (lk_is(target, LK_T_STR)) {
        *out = target;
        return true;
    }
    struct lk_value table = lk_sa_get(vm, target, "table"), v[2];
    v[0] = lk_sa_get(vm, table, "name");
    v[1] = lk_sa_get(vm, target, "name");
    *out = lk_new_strf(vm, LK_PRI "." LK_PRI, LK_ARG(lk_text(v[0])), LK_ARG(lk_text(v[1])));
    return true;
}

/* Read by scripts that look through the keys of a table. */
const struct lk_py_row lk_sa_rows_foreign_key[] = {
    {"column(self)", lk_key_column, LK_PY_PROPERTY, "the column that it points to"},
    {"target_fullname(self)", fk_target, LK_PY_PROPERTY, "table.column"},
    {"_colspec(self)", fk_target, LK_PY_PROPERTY, "table.column"},
    {NULL, NULL, 0, NULL},
};
