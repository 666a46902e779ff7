/* Expressions: what elements can do (sa_methods.def is the table), clauses, text(), functions.
 *
 * An element never looks at its own type to decide what it is, but for the few operators that
 * PostgreSQL writes in two ways: contains() and indexing. */
#include "mods/rows.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))


/* Where the rows of a table made from sa_methods.def stand, by the row that is called. What
 * lk_sa_make() needs for a method: the class, the names of the arguments, and one constant
 * argument with its text. */
static const struct method {
    enum lk_sa_id cls;
    const char *names, *constant, *text;
} methods[] = {
#define LK_METHOD(signature, cls, names, constant, text) {LK_SA_##cls, names, constant, text},
#include "mods/sa_methods.def"
#undef LK_METHOD
};

/* The method that is called makes what its row says of self and its arguments. Nearly all
 * methods only name an operator; those that do more have functions below. */
static bool apply(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct method *m = &methods[a->row - lk_sa_rows_column_element];
    *out = lk_sa_make(vm, m->cls, m->names, a->v);
    if (m->constant)
        lk_sa_set(vm, *out, m->constant, m->text ? lk_new_strz(vm, m->text) : lk_bool(true));
    return true;
}

enum { EQ = 5, ITEM = 15, PLAIN = -1 };

/* An operator by its text; comparisons give a boolean. SQLAlchemy's custom_op carries its
 * precedence, by which lowering sets parentheses; 5 is that of comparisons. */
static struct lk_value custom(struct lk_vm *vm, const struct lk_value sides[2], const char *op,
                              int precedence)
{
    bool plain = precedence == PLAIN;
    precedence = plain ? EQ : precedence;
    struct lk_value v[] = {sides[0], sides[1], lk_new_strz(vm, "custom_op"), lk_new_strz(vm, op),
                           lk_int(precedence), lk_bool(precedence == EQ), lk_bool(!plain),
                           lk_bool(!plain)};
    return lk_sa_make(vm, LK_SA_BinaryExpression, "left right op opstring precedence is_comparison "
                      "eager_grouping natural_self_precedent", v);
}

static const struct { const char *op; int precedence; } pg_operators[] = {
#define LK_PG_OPERATOR(signature, op, precedence) {op, precedence},
#include "mods/sa_pg_operators.def"
#undef LK_PG_OPERATOR
};

/* Rows of the second table follow those of the first. They exist on every element here, while
 * SQLAlchemy offers them on elements of some types only. */
static bool pg_operator(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    size_t i = (size_t)(a->row - lk_sa_rows_column_element) - COUNT(methods);
    const char *name = a->row->signature;
    /* << and >> are ranges' alone: columns of numbers have bitwise_lshift(). */
    if (name[0] == '_' && !lk_sa_is(vm, lk_sa_type_of(vm, a->v[0]), LK_SA_AbstractRange))
        return lk_raise(vm, LK_EXC_NotImplementedError, "Operator '%.6s' is not supported on this "
                        "expression", name + 2);
    *out = custom(vm, a->v, pg_operators[i].op, pg_operators[i].precedence);
    return true;
}

/* Is it of one of these classes? Subclasses made by scripts count. */
static bool is_any(struct lk_vm *vm, struct lk_value v, const enum lk_sa_id *id, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (lk_sa_is(vm, v, id[i]))
            return true;
    return false;
}

/* contains(): LIKE for text, @> for JSONB, arrays, HSTORE and ranges. The type decides, since
 * SQLAlchemy's comparator for containers gives the method another meaning. */
static bool contains(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const enum lk_sa_id containers[] = {LK_SA_JSONB, LK_SA_ARRAY, LK_SA_HSTORE,
                                               LK_SA_AbstractRange};
    if (lk_sa_is(vm, a->v[0], LK_SA_PgArrayLiteral)
        || is_any(vm, lk_sa_type_of(vm, a->v[0]), containers, COUNT(containers))) {
        *out = custom(vm, a->v, "@>", EQ);
        return true;
    }
    const struct lk_value v[] = {a->v[0], a->v[1], a->v[2], a->v[3],
                                 lk_new_strz(vm, "contains_op")};
    *out = lk_sa_make(vm, LK_SA_BinaryExpression, "left right escape autoescape op", v);
    return true;
}

/* element[index]: of JSON, HSTORE or an array. JSON takes a path as a tuple or list of keys. An
 * index into an array has the type of its elements, a slice that of the array. */
static bool getitem(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const enum lk_sa_id indexed[] = {LK_SA_JSON, LK_SA_ARRAY, LK_SA_HSTORE,
                                            LK_SA_TypeDecorator, LK_SA_UserDefinedType};
    struct lk_value type = lk_sa_type_of(vm, a->v[0]);
    if (lk_sa_is(vm, type, LK_SA_TypeDecorator) && !lk_type_of(&type, vm, type))
        return false;
    bool literal = lk_sa_is(vm, a->v[0], LK_SA_PgArrayLiteral);
    if (!literal && !is_any(vm, type, indexed, COUNT(indexed)))
        return lk_raise(vm, LK_EXC_NotImplementedError,
                        "Operator 'getitem' is not supported on this expression");
    if (lk_sa_is(vm, type, LK_SA_HSTORE)) {
        *out = custom(vm, a->v, "->", ITEM);
        lk_sa_set(vm, *out, "type", lk_sa_new(vm, LK_SA_Text));
        lk_sa_set(vm, *out, "is_comparison", lk_bool(false));
        return true;
    }
    bool json = lk_sa_is(vm, type, LK_SA_JSON);
    bool path = json && (lk_is(a->v[1], LK_T_TUPLE) || lk_is(a->v[1], LK_T_LIST));
    const char *op = path ? "json_path_getitem_op" : json ? "json_getitem_op" : "getitem";
    struct lk_value v[] = {a->v[0], a->v[1], lk_new_strz(vm, op), type};
    if (lk_sa_is(vm, type, LK_SA_ARRAY) && !lk_is(a->v[1], LK_T_SLICE))
        v[3] = lk_sa_get(vm, type, "item_type");
    *out = lk_sa_make(vm, LK_SA_BinaryExpression, "left right op type", v);
    return true;
}

/* keys(), slice() and their like of HSTORE: functions of the server. */
static bool hstore_function(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const struct { const char *method, *function; bool argument; } functions[] = {
        {"keys(", "akeys", false},           {"vals(", "avals", false},
        {"array(", "hstore_to_array", false}, {"matrix(", "hstore_to_matrix", false},
        {"slice(", "slice", true},           {"delete(", "delete", true},
        {"defined(", "defined", true}};
    size_t i = 0, n = strcspn(a->row->signature, "(");
    struct lk_value type = lk_sa_type_of(vm, a->v[0]);
    if (!lk_sa_is(vm, type, LK_SA_HSTORE))
        return lk_raise(vm, LK_EXC_AttributeError, "Neither '" LK_PRI "' object nor 'Comparator' "
                        "object has an attribute '%.*s'", LK_ARG(lk_type_name(vm, a->v[0])), (int)n,
                        a->row->signature);
    while (strncmp(a->row->signature, functions[i].method, n + 1) != 0)
        i++;
    const struct lk_value v[] = {lk_new_strz(vm, functions[i].function),
                                 lk_new_list(vm, a->v, functions[i].argument ? 2 : 1)};
    *out = lk_sa_make(vm, LK_SA_Function, "name args", v);
    return true;
}

/* astext(self): the same index with ->> instead of ->. As in SQLAlchemy it exists for indexed
 * JSON only; what it yields is Text, so that further comparisons bind text. */
static bool astext(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str op = lk_text(lk_sa_get(vm, a->v[0], "op"));
    bool path = lk_str_is(op, "json_path_getitem_op");
    if (!path && !lk_str_is(op, "json_getitem_op"))
        return lk_raise(vm, LK_EXC_AttributeError, "Neither '" LK_PRI "' object nor 'Comparator' "
                        "object has an attribute 'astext'", LK_ARG(lk_type_name(vm, a->v[0])));
    const struct lk_value sides[] = {lk_sa_get(vm, a->v[0], "left"),
                                     lk_sa_get(vm, a->v[0], "right")};
    *out = custom(vm, sides, path ? "#>>" : "->>", ITEM);
    lk_sa_set(vm, *out, "type", lk_sa_new(vm, LK_SA_Text));
    lk_sa_set(vm, *out, "is_comparison", lk_bool(false));
    return true;
}

/* as_string(self) and its like: an index of JSON as a value of another type, by CAST. `v` is the
 * type. */
static bool json_as(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                    struct lk_value type)
{
    struct lk_str op = lk_text(lk_sa_get(vm, a->v[0], "op"));
    size_t n = strcspn(a->row->signature, "(");
    if (!lk_str_is(op, "json_getitem_op") && !lk_str_is(op, "json_path_getitem_op"))
        return lk_sa_raise(vm, "InvalidRequestError", "The JSON cast operator JSON.%.*s() only "
                           "works with a JSON index expression e.g. col['q'].%.*s()", (int)n,
                           a->row->signature, (int)n, a->row->signature);
    lk_push(vm, type);
    *out = lk_sa_copy(vm, a->v[0]);
    lk_sa_set(vm, *out, "type", type);
    return true;
}

/* as_string(), as_integer(), as_float() and as_boolean(), by the row. */
static bool json_as_type(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    static const struct { const char *name; enum lk_sa_id type; } types[] = {
        {"as_string(", LK_SA_Unicode}, {"as_integer(", LK_SA_Integer},
        {"as_float(", LK_SA_Float}, {"as_boolean(", LK_SA_Boolean}};
    size_t i = 0;
    while (strncmp(a->row->signature, types[i].name, strlen(types[i].name)) != 0)
        i++;
    return json_as(out, vm, a, lk_sa_new(vm, types[i].type));
}

/* as_numeric(self, precision, scale, asdecimal=True) */
static bool json_as_numeric(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return json_as(out, vm, a, lk_sa_make(vm, LK_SA_Numeric, "precision scale", a->v + 1));
}

/* as_json(self): the index as it is. */
static bool json_itself(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = a->v[0];
    return true;
}

/* delete_path(self, array): the path is cast to an array of texts. */
static bool delete_path(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value path = a->v[1], type, text = lk_sa_new(vm, LK_SA_TEXT);
    lk_push(vm, text);
    type = lk_sa_make(vm, LK_SA_PgARRAY, "item_type", &text);
    lk_push(vm, type);
    if (!lk_sa_is(vm, path, LK_SA_PgArrayLiteral)) {
        if (!lk_vm_list(&path, vm, path))
            return false;
        path = lk_sa_make(vm, LK_SA_PgArrayLiteral, "clauses", &path);
    }
    lk_push(vm, path);
    const struct lk_value cast[] = {path, type};
    const struct lk_value sides[] = {a->v[0], lk_sa_make(vm, LK_SA_Cast, "expression type", cast)};
    *out = custom(vm, sides, "#-", ITEM);
    return true;
}

/* regexp_replace(self, pattern, replacement, flags=None). Pattern and replacement travel
 * together as the right side. */
static bool regexp_replace(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value v[] = {a->v[0], lk_new_tuple(vm, a->v + 1, 2), a->v[3],
                                 lk_new_strz(vm, "regexp_replace_op")};
    *out = lk_sa_make(vm, LK_SA_BinaryExpression, "left right flags op", v);
    return true;
}

/* op(self, opstring, …) gives a function of the other side. `data` is what op() was given:
 * element, text, precedence, is_comparison and return_type. */
static bool call_operator(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value *data = lk_tuple_of(a->data)->v;
    const struct lk_value v[] = {data[0], a->v[0], lk_new_strz(vm, "custom_op"), data[1], data[2],
                                 data[3]};
    *out = lk_sa_make(vm, LK_SA_BinaryExpression, "left right op opstring precedence is_comparison",
                      v);
    if (!lk_is_none(data[4]))
        lk_sa_set(vm, *out, "type", data[4]);
    return true;
}

static const struct lk_py_row operator_row = {"op(other)", call_operator, 0, "applies an operator"};

/* op(self, opstring, precedence=0, is_comparison=False, return_type=None).
 * column.op("@@")(other) makes the expression in the second call. */
static bool make_operator(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_native_fn(vm, &operator_row, lk_new_tuple(vm, a->v, 5));
    return true;
}

/* bool_op(self, opstring, precedence=0): a comparison. Its result is a condition, so that
 * and_() and not_() take it as it is. */
static bool make_bool_operator(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    const struct lk_value v[] = {a->v[0], a->v[1], a->v[2], lk_bool(true), lk_none()};
    *out = lk_native_fn(vm, &operator_row, lk_new_tuple(vm, v, 5));
    return true;
}

/* Lowering flattens nested conjunctions, as SQLAlchemy does. Two sides only; chains of & nest
 * to the left. */
static bool logical(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a,
                    enum lk_sa_id id)
{
    struct lk_value clauses = lk_new_tuple(vm, a->v, 2);
    *out = lk_sa_make(vm, id, "clauses", &clauses);
    return true;
}

/* a & b. Clauses have no truth, hence & instead of Python's own `and`. */
static bool and_with(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return logical(out, vm, a, LK_SA_BooleanAnd);
}

/* a | b. Its precedence in Python is higher than that of ==, so that scripts write
 * parentheses. */
static bool or_with(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return logical(out, vm, a, LK_SA_BooleanOr);
}

/* any(other, operator=None): other = ANY (element). The element stands on the right, as
 * PostgreSQL wants the array there. An operator of sqlalchemy.sql.operators has the name that
 * expressions know it by. */
static bool any_of(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a, const char *op)
{
    const struct lk_value u[] = {a->v[0], lk_new_strz(vm, op)};
    struct lk_value v[] = {a->v[1], lk_sa_make(vm, LK_SA_UnaryExpression, "element op", u),
                           lk_new_strz(vm, "eq")};
    lk_push(vm, v[1]);
    if (!lk_is_none(a->v[2]) && !lk_vm_getattrz(&v[2], vm, a->v[2], "__name__"))
        return false;
    *out = lk_sa_make(vm, LK_SA_BinaryExpression, "left right op", v);
    return true;
}

/* any(self, other, operator=None). Any of the items will do. */
static bool element_any(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return any_of(out, vm, a, "any_op");
}

/* all(self, other, operator=None). Like any(), for each of the items. */
static bool element_all(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return any_of(out, vm, a, "all_op");
}

/* Elements with == of their own are still keys of dicts. The address without its lowest bits,
 * which are the same for all cells. */
static bool identity_hash(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = lk_int((int64_t)((uintptr_t)a->v[0].as.cell >> 4));
    return true;
}

/* Truth of a == b is whether both sides are one object; of anything else there is none. That is
 * how SQLAlchemy lets `column in list` work. */
static bool element_truth(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_str op = lk_text(lk_sa_get(vm, a->v[0], "op"));
    bool eq = lk_str_is(op, "eq");
    if (!eq && !lk_str_is(op, "ne"))
        return lk_raise(vm, LK_EXC_TypeError, "Boolean value of this clause is not defined");
    *out = lk_bool(eq == lk_same(lk_sa_get(vm, a->v[0], "left"), lk_sa_get(vm, a->v[0], "right")));
    return true;
}

const struct lk_py_row lk_sa_rows_column_element[] = {
#define LK_METHOD(signature, cls, names, constant, text) {signature, apply, 0, "an expression"},
#include "mods/sa_methods.def"
#undef LK_METHOD
#define LK_PG_OPERATOR(signature, op, precedence) {signature, pg_operator, 0, "operator " op},
#include "mods/sa_pg_operators.def"
#undef LK_PG_OPERATOR
    {"contains(self, other, escape=None, autoescape=False)", contains, 0, "LIKE or @>"},
    {"__getitem__(self, index)", getitem, 0, "an element of JSON or an array"},
    {"as_string(self)", json_as_type, 0, "an index of JSON as text"},
    {"as_integer(self)", json_as_type, 0, "an index of JSON as a whole number"},
    {"as_float(self)", json_as_type, 0, "an index of JSON as a float"},
    {"as_boolean(self)", json_as_type, 0, "an index of JSON as truth"},
    {"as_numeric(self, precision, scale, asdecimal=True)", json_as_numeric, 0,
     "an index of JSON as a number"},
    {"as_json(self)", json_itself, 0, "an index of JSON"},
    {"delete_path(self, array)", delete_path, 0, "operator #-"},
    {"astext(self)", astext, LK_PY_PROPERTY, "the index as text"},
    {"keys(self)", hstore_function, 0, "akeys() of HSTORE"},
    {"vals(self)", hstore_function, 0, "avals() of HSTORE"},
    {"array(self)", hstore_function, 0, "hstore_to_array()"},
    {"matrix(self)", hstore_function, 0, "hstore_to_matrix()"},
    {"slice(self, array)", hstore_function, 0, "slice() of HSTORE"},
    {"delete(self, key)", hstore_function, 0, "delete() of HSTORE"},
    {"defined(self, key)", hstore_function, 0, "defined() of HSTORE"},
    {"regexp_replace(self, pattern, replacement, flags=None)", regexp_replace, 0, "a function"},
    {"op(self, opstring, precedence=0, is_comparison=False, return_type=None)", make_operator, 0,
     "an operator by its text"},
    {"bool_op(self, opstring, precedence=0)", make_bool_operator, 0, "the same for conditions"},
    {"__and__(self, other)", and_with, 0, "AND"},
    {"__or__(self, other)", or_with, 0, "OR"},
    {"any(self, other, operator=None)", element_any, 0, "other = ANY (self)"},
    {"all(self, other, operator=None)", element_all, 0, "other = ALL (self)"},
    {"__hash__(self)", identity_hash, 0, "by identity"},
    {"__bool__(self)", element_truth, 0, "of == and != only"},
    {NULL, NULL, 0, NULL},
};

/* self_group(self, against=None) */
static bool itself(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)vm;
    *out = a->v[0];
    return true;
}

/* str(clause). For print() and logs of scripts. */
static bool clause_text(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    return lk_sa_compiled(out, vm, a->v[0]);
}

/* compile(…): an object whose str() is the text; scripts only ever print it. Its params are
 * empty. */
static bool clause_compile(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value text;
    if (!lk_sa_compiled(&text, vm, a->v[0]))
        return false;
    *out = lk_native_new(vm, &lk_compiled_type);
    lk_sa_set(vm, *out, "string", text);
    lk_sa_set(vm, *out, "params", lk_new_dict(vm));
    lk_sa_set(vm, *out, "statement", a->v[0]);
    return true;
}

/* str(clause.compile()). Made once, when compile() was called. */
static bool compiled_text(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_own_attr(vm, a->v[0], "string");
    return true;
}

const struct lk_py_type lk_compiled_type = {
    .name = "SQLCompiler", .module = "sqlalchemy.sql.compiler",
    .row = (const struct lk_py_row[]){{"__str__(self)", compiled_text, 0, "the SQL"},
                                      {NULL, NULL, 0, NULL}}};

/* params(**values): the parameters of binds, for the next execution. The statement is copied,
 * hence several sets of values can be had from one. */
static bool clause_params(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    struct lk_value all = lk_new_dict(vm), key, value;
    *out = lk_sa_copy(vm, a->v[0]);
    lk_push(vm, *out);
    lk_sa_set(vm, *out, "_params", all);
    for (size_t pos = 0; !lk_is_none(a->v[1]) && lk_dict_next(a->v[1], &pos, &key, &value);)
        if (!lk_dict_set(vm, all, key, value))
            return false;
    for (size_t pos = 0; lk_dict_next(a->v[2], &pos, &key, &value);)
        if (!lk_dict_set(vm, all, key, value))
            return false;
    return true;
}

/* What every clause has, statements included. */
const struct lk_py_row lk_sa_rows_clause[] = {
    {"__init__(self)", lk_node_init, LK_PY_RAW, "takes the arguments of the node"},
    {"__getattr__(self, name)", lk_node_getattr, 0, "an argument that was not given"},
    {"__str__(self)", clause_text, 0, "the SQL"},
    {"compile(self, bind=None, dialect=None, **kw)", clause_compile, 0, "the SQL as an object"},
    {"params(self, _optionaldict=None, /, **kw)", clause_params, 0, "values of binds"},
    {"self_group(self, against=None)", itself, 0, "the clause itself"},
    {NULL, NULL, 0, NULL},
};

/* Kept with the statement; the sink knows none of them. They are not interpreted. */
static bool options(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_copy(vm, a->v[0]);
    lk_sa_set(vm, *out, "_execution_options", a->v[1]);
    return true;
}

/* statement.execute() needs bound metadata, gone since 2.0. Refused by name, since the message
 * of a missing attribute would lead nowhere. */
static bool execute_bound(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    (void)out, (void)a;
    return lk_refuse(vm, LK_E_UNSUPPORTED, "a statement is executed by a connection")
           || lk_refuse_hint(vm, "write op.get_bind().execute(statement)");
}

/* What statements add to that. */
const struct lk_py_row lk_sa_rows_executable[] = {
    {"execution_options(self, **kw)", options, 0, "options for its execution"},
    {"execute(self, *multiparams, **params)", execute_bound, 0, "refused: bound metadata"},
    {NULL, NULL, 0, NULL},
};

/* text().columns(…) in FROM or WITH, as a SELECT would be. The names of its columns are known. */
static bool textual_subquery(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_Subquery, "select name", a->v);
    return true;
}

/* cte(self, name=None, recursive=False, nesting=False) */
static bool textual_cte(struct lk_value *out, struct lk_vm *vm, const struct lk_args *a)
{
    *out = lk_sa_make(vm, LK_SA_CTE, "select name recursive nesting", a->v);
    return true;
}

const struct lk_py_row lk_sa_rows_returns_rows[] = {
    {"subquery(self, name=None)", textual_subquery, 0, "in FROM"},
    {"alias(self, name=None)", textual_subquery, 0, "in FROM"},
    {"cte(self, name=None, recursive=False, nesting=False)", textual_cte, 0, "WITH"},
    {NULL, NULL, 0, NULL},
};
const struct lk_py_row lk_sa_rows_bindparam[] = {{NULL, NULL, 0, NULL}};
const struct lk_py_row lk_sa_rows_ddl[] = {{NULL, NULL, 0, NULL}};
