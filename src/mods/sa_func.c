/* Functions that make expressions: text(), case(), cast(), func.name() …
 *
 * Most of them only name their arguments; the table at the end says how, and one function makes
 * them all. */
#include "mods/rows.h"


/* The functions of the table below that only make an object of a class. The row is the first
 * member of its lk_sa_function, so that its address leads to the names of the arguments. */
bool lk_sa_construct(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_sa_function *f = (const struct lk_sa_function *)(const void *)a->row;
    *out = lk_sa_make(vm, f->cls, f->names, a->v);
    if (f->constant)
        lk_sa_set(vm, *out, f->constant, lk_new_strz(vm, f->text));
    return true;
}

/* text(): bindparams() gives values to its :names, columns() makes it a SELECT. A name that the
 * text does not contain is an error in SQLAlchemy too: it is a typing error that would leave a
 * bind without value. */
static bool add_bind(struct lk_vm *vm, struct lk_value binds, struct lk_value text,
                     struct lk_value name, struct lk_value value)
{
    /* Names of binds stand behind a colon in the text. */
    char pattern[128];
    snprintf(pattern, sizeof pattern, ":" LK_PRI, LK_ARG(lk_text(name)));
    if (lk_str_find(lk_text(text), lk_str_of(pattern), 0) < 0)
        return lk_sa_raise(vm, "ArgumentError", "This text() construct doesn't define a bound "
                           "parameter named '" LK_PRI "'", LK_ARG(lk_text(name)));
    return lk_dict_set(vm, binds, name, value);
}

/* A copy: the text may be used again with other values. Values given before stay, new ones with
 * the same name win. */
static bool text_bindparams(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value old = lk_sa_named(vm, a->v[0], LK_STR("binds"));
    struct lk_value binds = lk_new_dict(vm), key, value;
    struct lk_value text = lk_sa_get(vm, a->v[0], "text");
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    lk_sa_set(vm, *out, "binds", binds);
    for (size_t pos = 0; !lk_is_empty(old) && lk_dict_next(old, &pos, &key, &value);)
        if (!lk_dict_set(vm, binds, key, value))
            return false;
    size_t n;
    lk_items(&n, a->v[1]);
    for (size_t i = 0; i < n; i++) {
        struct lk_value bind = lk_items(&n, a->v[1])[i];
        if (!lk_sa_is(vm, bind, LK_SA_BindParameter))
            return lk_raise(vm, LK_EXC_TypeError, "bindparams() takes bindparam() objects");
        if (!add_bind(vm, binds, text, lk_sa_get(vm, bind, "key"), bind))
            return false;
    }
    for (size_t pos = 0; lk_dict_next(a->v[2], &pos, &key, &value);)
        if (!add_bind(vm, binds, text, key, value))
            return false;
    return true;
}

/* SQLAlchemy takes the names by position. Columns come as column() objects or as keywords with
 * their types; they stand in the order in which they were given. */
static bool text_columns(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    /* The text and its binds stay what they were; only the shape changes. */
    static const char *const same[] = {"text", "binds"};
    *out = lk_sa_new(vm, LK_SA_TextualSelect);
    lk_push(vm, *out);
    for (size_t i = 0; i < 2; i++) {
        struct lk_value v = lk_sa_named(vm, a->v[0], lk_str_of(same[i]));
        if (!lk_is_empty(v))
            lk_sa_set(vm, *out, same[i], v);
    }
    struct lk_value columns = lk_new_list(vm, NULL, 0), key, value;
    lk_sa_set(vm, *out, "_columns", columns);
    size_t n;
    const struct lk_value *item = lk_items(&n, a->v[1]);
    for (size_t i = 0; i < n; i++)
        if (!lk_list_append(vm, columns, item[i]))
            return false;
    for (size_t pos = 0; lk_dict_next(a->v[2], &pos, &key, &value);) {
        const struct lk_value v[] = {key, value};
        if (!lk_list_append(vm, columns, lk_sa_make(vm, LK_SA_ColumnClause, "name type", v)))
            return false;
    }
    return true;
}

const struct lk_py_row lk_sa_rows_text[] = {
    {"bindparams(self, *binds, **names_to_values)", text_bindparams, 0, "values of its binds"},
    {"columns(self, *cols, **types)", text_columns, 0, "the types of its columns"},
    {NULL, NULL, 0, NULL},
};

/* func.name, func.schema.name: a factory that remembers the dotted name. The factory is a new
 * object each time, so that func.a and func.b can be kept apart. */
static bool func_attribute(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value name = lk_own_attr(vm, a->v[0], "_name"), path;
    if (lk_is_empty(name)) {
        path = lk_new_tuple(vm, a->v + 1, 1);
    } else {
        size_t n;
        const struct lk_value *part = lk_items(&n, name);
        path = lk_new_list(vm, part, n);
        lk_push(vm, path);
        if (!lk_list_append(vm, path, a->v[1]))
            return false;
    }
    *out = lk_native_new(vm, &lk_func_factory);
    lk_own_attr_set(vm, *out, "_name", path);
    return true;
}

/* func.cast(), func.extract() and func.next_value() are the constructs of those names. */
static bool special_call(struct lk_value *out, struct lk_vm *vm, struct lk_str name,
                         struct lk_value args)
{
    size_t n;
    const struct lk_value *v = lk_items(&n, args);
    if (n == 2 && lk_str_eq_nocase(name, LK_STR("cast")))
        *out = lk_sa_make(vm, LK_SA_Cast, "expression type", v);
    else if (n == 2 && lk_str_eq_nocase(name, LK_STR("extract")))
        *out = lk_sa_make(vm, LK_SA_Extract, "field expr", v);
    else if (n == 1 && lk_sa_is(vm, v[0], LK_SA_Sequence)
             && lk_str_eq_nocase(name, LK_STR("next_value")))
        *out = lk_sa_make(vm, LK_SA_NextValue, "sequence", v);
    else
        return false;
    return true;
}

/* Names are kept as written: func.Foo() is quoted. With a schema the name is a list of its
 * parts. type_= alone is accepted as keyword; the type decides how results are converted and
 * comparisons written. */
static bool func_call(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value name = lk_own_attr(vm, a->v[0], "_name"), type = lk_none(), key, value;
    size_t n;
    const struct lk_value *part = lk_items(&n, name);
    if (!n)
        return lk_raise(vm, LK_EXC_TypeError, "func is called as func.name()");
    for (size_t pos = 0; lk_dict_next(a->v[2], &pos, &key, &value);) {
        if (!lk_str_is(lk_text(key), "type_"))
            return lk_raise(vm, LK_EXC_TypeError, "func." LK_PRI "() got an unexpected keyword "
                            "argument '" LK_PRI "'", LK_ARG(lk_text(part[n - 1])),
                            LK_ARG(lk_text(key)));
        type = value;
    }
    if (n == 1 && special_call(out, vm, lk_text(part[0]), a->v[1]))
        return true;
    const struct lk_value v[] = {n == 1 ? part[0] : name, a->v[1], type};
    *out = lk_sa_make(vm, LK_SA_Function, lk_is_none(type) ? "name args" : "name args type", v);
    return true;
}

const struct lk_py_type lk_func_factory = {
    .name = "_FunctionGenerator", .module = "sqlalchemy.sql.functions",
    .row = (const struct lk_py_row[]){
        {"__getattr__(self, name)", func_attribute, 0, "the function of that name"},
        {"__call__(self, *c, **kwargs)", func_call, 0, "a call of the function"},
        {NULL, NULL, 0, NULL}}};

/* over(self, *, partition_by=None, …). Each part of OVER (…) is an argument of the node; what
 * was not given is None. */
static bool function_over(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_Over, "element partition_by order_by rows range_ groups", a->v);
    return true;
}

/* filter(self, *criterion). Several criteria are joined by AND. */
static bool function_filter(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_FunctionFilter, "element criterion", a->v);
    return true;
}

/* within_group(self, *order_by). For ordered-set aggregates such as percentile_cont(). */
static bool function_within(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_WithinGroup, "element order_by", a->v);
    return true;
}

/* alias(self, name=None, joins_implicitly=False). The call is a FROM of its own, without known
 * columns. */
static bool function_alias(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_TableValuedAlias, "function name", a->v);
    return true;
}

/* column_valued(self, name=None, joins_implicitly=False): the call in FROM as a single column. */
static bool function_column(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value alias = lk_sa_make(vm, LK_SA_TableValuedAlias, "function name", a->v);
    lk_push(vm, alias);
    return lk_vm_getattrz(out, vm, alias, "column");
}

/* table_valued(self, *expr, name=None, with_ordinality=None). Its columns become those of the
 * alias; name= and with_ordinality= are options of it. */
static bool function_table(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const char *const known[] = {"name", "with_ordinality"};
    /* Only the options that SQLAlchemy knows are taken; a typing error is a TypeError. */
    struct lk_value key, value, columns = a->v[1];
    *out = lk_sa_make(vm, LK_SA_TableValuedAlias, "function columns", a->v);
    lk_push(vm, *out);
    if (!lk_vm_list(&columns, vm, columns))
        return false;
    lk_sa_set(vm, *out, "columns", columns);
    for (size_t pos = 0; lk_dict_next(a->v[2], &pos, &key, &value);) {
        if (lk_str_is(lk_text(key), "joins_implicitly"))
            continue;
        if (!lk_str_is(lk_text(key), known[0]) && !lk_str_is(lk_text(key), known[1]))
            return lk_raise(vm, LK_EXC_TypeError, "table_valued() got an unexpected keyword "
                            "argument '" LK_PRI "'", LK_ARG(lk_text(key)));
        lk_sa_set(vm, *out, lk_text(key).p, value);
        /* The number of the row is a column like the others. */
        if (lk_str_is(lk_text(key), known[1]) && !lk_list_append(vm, columns, value))
            return false;
    }
    return true;
}

/* select(self): SELECT of the call. SELECT f(…), what connection.execute(func.f()) means as
 * well. */
static bool function_select(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    /* The call is the only column. */
    struct lk_value columns = lk_new_list(vm, a->v, 1);
    *out = lk_sa_make(vm, LK_SA_Select, "columns", &columns);
    return true;
}

const struct lk_py_row lk_sa_rows_function[] = {
    {"over(self, *, partition_by=None, order_by=None, rows=None, range_=None, groups=None)",
     function_over, 0, "a window function"},
    {"filter(self, *criterion)", function_filter, 0, "FILTER"},
    {"within_group(self, *order_by)", function_within, 0, "WITHIN GROUP"},
    {"alias(self, name=None, joins_implicitly=False)", function_alias, 0, "in FROM"},
    {"column_valued(self, name=None, joins_implicitly=False)", function_column, 0,
     "in FROM, as a column"},
    {"table_valued(self, *expr, **kw)", function_table, 0, "in FROM, with columns"},
    {"select(self)", function_select, 0, "SELECT of the call"},
    {NULL, NULL, 0, NULL},
};

/* A changed copy has columns of its own, made at their first use. */
static struct lk_value table_copy(struct lk_vm *vm, struct lk_value from)
{
    static const char *const same[] = {"function", "columns", "name", "with_ordinality",
                                       "render_derived", "lateral", "with_types"};
    struct lk_value copy = lk_sa_new(vm, LK_SA_TableValuedAlias);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct lk_value v = lk_sa_named(vm, from, lk_str_of(same[i]));
        if (!lk_is_empty(v))
            lk_sa_set(vm, copy, same[i], v);
    }
    return copy;
}

/* render_derived(self, name=None, with_types=False). The columns are named in FROM, which functions
 * that return records need. */
static bool table_derived(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    bool types;
    if (!lk_vm_truth(&types, vm, a->v[2]))
        return false;
    *out = table_copy(vm, a->v[0]);
    if (!lk_is_none(a->v[1]))
        lk_sa_set(vm, *out, "name", a->v[1]);
    lk_sa_set(vm, *out, "with_types", lk_bool(types));
    lk_sa_set(vm, *out, "render_derived", lk_bool(true));
    return true;
}

/* lateral(self, name=None). A copy, so that the alias may be used without LATERAL elsewhere. */
static bool table_lateral(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    /* Without a name it is numbered after the one it had. */
    *out = table_copy(vm, a->v[0]);
    if (!lk_is_none(lk_sa_get(vm, a->v[0], "name")))
        lk_sa_set(vm, *out, "stem", lk_sa_get(vm, a->v[0], "name"));
    lk_sa_set(vm, *out, "name", a->v[1]);
    lk_sa_set(vm, *out, "lateral", lk_bool(true));
    return true;
}

/* column(self): all that the function yields, as one column. */
static bool table_column(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value name = lk_sa_get(vm, a->v[0], "name");
    const struct lk_value v[] = {lk_is_none(name) ? lk_new_strz(vm, "anon") : name, a->v[0],
                                 lk_bool(true)};
    *out = lk_sa_make(vm, LK_SA_ColumnClause, "name table whole", v);
    return true;
}

const struct lk_py_row lk_sa_rows_table_valued[] = {
    {"render_derived(self, name=None, with_types=False)", table_derived, 0, "AS name(columns)"},
    {"lateral(self, name=None)", table_lateral, 0, "LATERAL"},
    {"column(self)", table_column, LK_PY_PROPERTY, "what it yields, as a column"},
    {NULL, NULL, 0, NULL},
};

/* case(*whens, value=None, else_=None); whens may be one list (1.x) or one dict. The list of 1.x
 * holds the pairs; a dict compares `value` with its keys. */
static bool case_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n;
    struct lk_value whens = a->v[0];
    const struct lk_value *when = lk_items(&n, whens);
    if (n == 1 && lk_is(when[0], LK_T_LIST))
        whens = when[0];
    else if (n == 1 && lk_is(when[0], LK_T_DICT)
             && (!lk_vm_method(&whens, vm, when[0], "items", NULL, 0)
                 || !lk_vm_list(&whens, vm, whens)))
        return false;
    /* `value` and `else_` are None where they were not given. */
    const struct lk_value v[] = {whens, a->v[1], a->v[2]};
    *out = lk_sa_make(vm, LK_SA_Case, "whens value else_", v);
    return true;
}

/* and_(*clauses), or_(): one list is taken as the clauses. The clauses are kept as given;
 * nothing is flattened or simplified here. */
static bool junction(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                     enum lk_sa_id id)
{
    size_t n;
    const struct lk_value *clause = lk_items(&n, a->v[0]);
    struct lk_value clauses = n == 1 && lk_is(clause[0], LK_T_LIST) ? clause[0] : a->v[0];
    *out = lk_sa_make(vm, id, "clauses", &clauses);
    return true;
}

/* and_(*clauses). An operator between clauses, a & b, makes the same object. */
static bool and_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return junction(out, vm, a, LK_SA_BooleanAnd);
}

/* or_(*clauses). An operator between clauses, a | b, makes the same object. */
static bool or_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return junction(out, vm, a, LK_SA_BooleanOr);
}

/* table(name, *columns, schema=None). A table of which only the given columns are known, for
 * data migrations; no MetaData knows it. */
static bool table_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_TableClause, "name", a->v);
    lk_push(vm, *out);
    if (!lk_is_none(a->v[2]))
        lk_sa_set(vm, *out, "schema", a->v[2]);
    lk_sa_set(vm, *out, "_c", lk_collection_new(vm));
    size_t n;
    lk_items(&n, a->v[1]);
    for (size_t i = 0; i < n; i++) {
        struct lk_value column = lk_items(&n, a->v[1])[i];
        if (!lk_sa_is(vm, column, LK_SA_ColumnClause))
            return lk_sa_raise(vm, "ArgumentError", "table() takes column() objects, got '" LK_PRI
                               "'", LK_ARG(lk_type_name(vm, column)));
        if (!lk_table_add(vm, *out, column))
            return false;
    }
    return true;
}

/* column(text, type_=None, is_literal=False, _selectable=None). A column without a table. A type
 * given as its class is made an instance at once, as scripts see it by .type. */
static bool column_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    /* column("a || b", is_literal=True) is text, not a name. is_literal may be any value with a
     * truth. */
    bool literal;
    if (!lk_vm_truth(&literal, vm, a->v[2]))
        return false;
    *out = literal ? lk_sa_make(vm, LK_SA_LiteralColumn, "text type", a->v)
                   : lk_sa_make(vm, LK_SA_ColumnClause, "name type", a->v);
    if (lk_is(a->v[1], LK_T_CLASS)) {
        /* The class is called without arguments, as SQLAlchemy does with types. */
        struct lk_value type;
        lk_push(vm, *out);
        if (!lk_vm_callv(&type, vm, a->v[1], NULL, 0))
            return false;
        lk_sa_set(vm, *out, "type", type);
    }
    return true;
}

/* bindparam(key, value=…, type_=None, …): without a value it is required. The row has the
 * parameters of SQLAlchemy; those whose name is NULL say nothing about the SQL. A value None is
 * a value, hence NULL. */
static bool bindparam(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_BindParameter, "key", a->v);
    lk_push(vm, *out);
    /* By position of the parameter; NULL stands where nothing is kept. */
    static const char *const names[] = {"key", "value", "type", "unique", "required", NULL, NULL,
                                        NULL, "expanding", NULL, "literal_execute"};
    for (unsigned i = 1; i < sizeof names / sizeof *names; i++)
        if (names[i] && lk_given(a, i) && !(i != 1 && lk_is_none(a->v[i])))
            lk_sa_set(vm, *out, names[i], a->v[i]);
    /* What a callable gives has no type of its own, unlike a value. */
    if (!lk_is_none(a->v[6])) {
        struct lk_value value;
        if (!lk_vm_callv(&value, vm, a->v[6], NULL, 0))
            return false;
        lk_sa_set(vm, *out, "value", value);
        if (lk_is_none(a->v[2]))
            lk_sa_set(vm, *out, "type", lk_sa_new(vm, LK_SA_NullType));
    } else if (!lk_given(a, 1)) {
        lk_sa_set(vm, *out, "required", lk_bool(true));
    }
    return true;
}

/* false(). A constant of SQL, unlike Python's False, which may be bound as a value. */
static bool false_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_sa_new(vm, LK_SA_False_);
    return true;
}

/* true(). A constant of SQL, unlike Python's True, which may be bound as a value. */
static bool true_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_sa_new(vm, LK_SA_True_);
    return true;
}

/* null(). NULL as an expression; unlike None it is never taken for "not given". */
static bool null_(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)a;
    *out = lk_sa_new(vm, LK_SA_Null);
    return true;
}

/* array_agg(expression): the function of that name. It stands in the PostgreSQL dialect and is
 * imported from there. */
static bool array_agg(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value v[] = {lk_new_strz(vm, "array_agg"), a->v[0]};
    *out = lk_sa_make(vm, LK_SA_Function, "name args", v);
    return true;
}

/* hstore(*args): the function of that name, whose result has the dialect's type. */
static bool hstore(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value v[] = {lk_new_strz(vm, "hstore"), a->v[0], lk_none()};
    lk_push(vm, v[0]);
    v[2] = lk_sa_new(vm, LK_SA_HSTORE);
    lk_push(vm, v[2]);
    *out = lk_sa_make(vm, LK_SA_Function, "name args type", v);
    return true;
}

/* to_tsvector() and its like of the dialect: functions of those names, given by the row. */
static bool text_search(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t n = strcspn(a->row->signature, "(");
    struct lk_value v[] = {lk_new_str(vm, (struct lk_str){a->row->signature, n}), a->v[0]};
    lk_push(vm, v[0]);
    *out = lk_sa_make(vm, LK_SA_Function, "name args", v);
    return true;
}

/* Any(other, arrexpr) and All(other, arrexpr): arrexpr.any(other). */
static bool any_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_vm_method(out, vm, a->v[1], a->row->signature[1] == 'n' ? "any" : "all", a->v, 1);
}

/* desc("name") and its like: a text is the name of a column or label. SQLAlchemy resolves such a
 * text as a name too, never as SQL; behind ORDER BY it means a column of the SELECT. */
static bool unary(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    /* Anything but a text is an expression already. */
    struct lk_value element = a->v[0];
    if (lk_is(element, LK_T_STR))
        element = lk_sa_make(vm, LK_SA_ColumnClause, "name _named", (struct lk_value[]){element,
                                                                                 lk_bool(true)});
    struct lk_args named = *a;
    named.v = &element;
    return lk_sa_construct(out, vm, &named);
}

#define ANY (LK_IN_SA | LK_IN_SQL)
#define MAKE(signature, cls, names)                                                                \
    {{signature, lk_sa_construct, 0, NULL}, ANY, LK_SA_##cls, names, NULL, NULL}
#define UNARY(signature, op)                                                                       \
    {{signature, unary, 0, NULL}, ANY, LK_SA_UnaryExpression, "element", "op", op}
#define OWN(signature, fn, groups) {{signature, fn, 0, NULL}, groups, 0, NULL, NULL, NULL}

const struct lk_sa_function lk_sa_expr_functions[] = {
    MAKE("text(text)", TextClause, "text"),
    MAKE("literal(value, type_=None, literal_execute=False)", Literal, "value type"),
    MAKE("literal_column(text, type_=None)", LiteralColumn, "text type"),
    MAKE("cast(expression, type_)", Cast, "expression type"),
    MAKE("type_coerce(expression, type_)", TypeCoerce, "expression type"),
    MAKE("extract(field, expr)", Extract, "field expr"),
    MAKE("between(expr, lower_bound, upper_bound, symmetric=False)", BetweenClause,
         "expr lower upper symmetric"),
    MAKE("collate(expression, collation)", CollationClause, "expression collation"),
    MAKE("not_(clause)", NotClause, "clause"),
    MAKE("tuple_(*clauses, types=None)", Tuple, "clauses types"),
    MAKE("label(name, element, type_=None)", Label, "name element type"),
    MAKE("over(element, partition_by=None, order_by=None, range_=None, rows=None, groups=None)",
         Over, "element partition_by order_by range_ rows groups"),
    MAKE("within_group(element, *order_by)", WithinGroup, "element order_by"),
    MAKE("funcfilter(func, *criterion)", FunctionFilter, "element criterion"),
    UNARY("asc(column)", "asc_op"),
    UNARY("desc(column)", "desc_op"),
    UNARY("nulls_first(column)", "nulls_first_op"),
    UNARY("nullsfirst(column)", "nulls_first_op"),
    UNARY("nulls_last(column)", "nulls_last_op"),
    UNARY("nullslast(column)", "nulls_last_op"),
    UNARY("distinct(expr)", "distinct_op"),
    UNARY("any_(expr)", "any_op"),
    UNARY("all_(expr)", "all_op"),
    UNARY("bitwise_not(expr)", "bitwise_not_op"),
    OWN("case(*whens, value=None, else_=None)", case_, ANY),
    OWN("and_(*clauses)", and_, ANY),
    OWN("or_(*clauses)", or_, ANY),
    OWN("table(name, *columns, schema=None)", table_, ANY),
    OWN("column(text, type_=None, is_literal=False, _selectable=None)", column_, ANY),
    OWN("bindparam(key, value=None, type_=None, unique=False, required=None, quote=None, "
        "callable_=None, isoutparam=False, expanding=False, _is_crud=False, "
        "literal_execute=False)", bindparam, ANY),
    OWN("true()", true_, ANY),
    OWN("false()", false_, ANY),
    OWN("null()", null_, ANY),
    OWN("array_agg(*arg, **kw)", array_agg, LK_IN_PG),
    OWN("hstore(*args)", hstore, LK_IN_PG),
    OWN("to_tsvector(*args)", text_search, LK_IN_PG),
    OWN("to_tsquery(*args)", text_search, LK_IN_PG),
    OWN("plainto_tsquery(*args)", text_search, LK_IN_PG),
    OWN("phraseto_tsquery(*args)", text_search, LK_IN_PG),
    OWN("websearch_to_tsquery(*args)", text_search, LK_IN_PG),
    OWN("ts_headline(*args)", text_search, LK_IN_PG),
    OWN("Any(other, arrexpr, operator=None)", any_of, LK_IN_PG),
    OWN("All(other, arrexpr, operator=None)", any_of, LK_IN_PG),
    {{NULL, NULL, 0, NULL}, 0, 0, NULL, NULL, NULL},
};
