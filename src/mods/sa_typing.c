/* The types of expressions, and values that stand beside them: a TypeDecorator makes ready what its
 * column is compared with, and may choose another type for it (coerce_compared_value()).
 *
 * Types of SQL need no help here: lowering coerces values by the other side's type. */
#include "mods/rows.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* Operators whose result has the type of a side; that of all others is a truth value. */
static bool keeps_type(struct lk_vm *vm, struct lk_value binary)
{
    static const char *const names[] = {"add", "sub", "mul", "truediv", "floordiv", "mod", "lshift",
                                        "rshift", "concat_op", "regexp_replace_op", "getitem"};
    struct lk_str op = lk_text(lk_sa_get(vm, binary, "op"));
    struct lk_value comparison = lk_sa_get(vm, binary, "is_comparison");
    if (lk_str_is(op, "custom_op"))
        return !lk_is(comparison, LK_T_BOOL) || !comparison.as.i;
    for (size_t i = 0; i < COUNT(names); i++)
        if (lk_str_is(op, names[i]))
            return true;
    return lk_str_starts(op, LK_STR("bitwise_")) || lk_str_starts(op, LK_STR("json_"));
}

/* max(), coalesce() and their like have the type of their first argument (ReturnTypeFromArgs). */
static struct lk_value first_argument(struct lk_vm *vm, struct lk_value function)
{
    static const char *const names[] = {"max", "min", "sum", "coalesce"};
    struct lk_value name = lk_sa_get(vm, function, "name");
    size_t n;
    const struct lk_value *v = lk_items(&n, lk_sa_get(vm, function, "args"));
    for (size_t i = 0; n && lk_is(name, LK_T_STR) && i < COUNT(names); i++)
        if (lk_str_eq_nocase(lk_text(name), lk_str_of(names[i])))
            return v[0];
    return lk_none();
}

/* The part of an expression that its type comes from. None where it has a type of its own making,
 * as conditions have. */
static struct lk_value typed_part(struct lk_vm *vm, struct lk_value e)
{
    size_t n;
    if (lk_sa_is(vm, e, LK_SA_BinaryExpression)) {
        struct lk_value left = lk_sa_get(vm, e, "left");
        return !keeps_type(vm, e)         ? lk_none()
               : lk_is(left, LK_T_OBJECT) ? left
                                          : lk_sa_get(vm, e, "right");
    }
    if (lk_sa_is(vm, e, LK_SA_Function))
        return first_argument(vm, e);
    if (lk_sa_is(vm, e, LK_SA_ScalarSelect)) {
        const struct lk_value *v = lk_items(&n, lk_sa_get(vm, lk_sa_get(vm, e, "select"),
                                                          "columns"));
        return n == 1 ? v[0] : lk_none();
    }
    return lk_sa_get(vm, e, lk_sa_is(vm, e, LK_SA_CollationClause) ? "expression" : "element");
}

/* ANY (array) and ALL (array) have the type of the items. */
static bool is_any_or_all(struct lk_vm *vm, struct lk_value e)
{
    struct lk_value op = lk_sa_is(vm, e, LK_SA_UnaryExpression) ? lk_sa_get(vm, e, "op")
                                                                : lk_none();
    return lk_is(op, LK_T_STR)
           && (lk_str_is(lk_text(op), "any_op") || lk_str_is(lk_text(op), "all_op"));
}

/* A hundred steps bound the search. None where nothing tells the type. */
struct lk_value lk_sa_type_of(struct lk_vm *vm, struct lk_value element)
{
    bool item = false;
    for (int i = 0; i < 100 && lk_is(element, LK_T_OBJECT); i++) {
        item = item || is_any_or_all(vm, element);
        struct lk_value type = lk_sa_named(vm, element, LK_STR("type"));
        if (lk_is(type, LK_T_CLASS) && !lk_vm_callv(&type, vm, type, NULL, 0))
            return lk_none();
        if (item && lk_sa_is(vm, type, LK_SA_ARRAY))
            return lk_sa_get(vm, type, "item_type");
        if (!lk_is_empty(type) && !lk_is_none(type))
            return type;
        element = typed_part(vm, element);
    }
    return lk_none();
}

/* What a value stands beside: its type and name, and the operator between. */
struct beside {
    struct lk_value type, key, op, opstring;
};

/* The type that a value gets: what a script's coerce_compared_value() says, else the other side's.
 * A type of a script that is no decorator is asked too: values of another kind keep their own. */
static bool compared_type(struct lk_value *out, struct lk_vm *vm, const struct beside *b,
                          struct lk_value value)
{
    struct lk_value method = lk_class_attr(vm, lk_vm_type(vm, b->type), "coerce_compared_value");
    struct lk_value module, ask;
    bool itself = lk_sa_is(vm, b->type, LK_SA_TypeDecorator)
                  || lk_sa_is(vm, b->type, LK_SA_UserDefinedType)
                  || lk_sa_is(vm, b->type, LK_SA_Enum);
    *out = b->type;
    if (itself && !lk_is(method, LK_T_FUNCTION))
        return true;
    const struct lk_value v[] = {b->type, b->op, b->opstring, value};
    return lk_vm_import(&module, vm, LK_STR("sqlalchemy.sql._compared"))
           && lk_vm_getattrz(&ask, vm, module, "asked") && lk_vm_callv(out, vm, ask, v, 4);
}

/* The value as it is bound: with the name and the type of what it stands beside. A member of an
 * enumeration becomes its label, which lowering binds itself. */
static bool bound_beside(struct lk_value *out, struct lk_vm *vm, const struct beside *b,
                         struct lk_value value)
{
    struct lk_value type, impl, ready;
    *out = value;
    if (lk_sa_is(vm, value, LK_SA_ClauseElement))
        return true;
    if (!compared_type(&type, vm, b, value))
        return false;
    lk_push(vm, type);
    if (!lk_bound_value(&ready, vm, type, value))
        return false;
    lk_push(vm, ready);
    *out = ready;
    bool same = lk_same(type, b->type) && !lk_sa_is(vm, type, LK_SA_TypeDecorator);
    if (same || lk_sa_is(vm, ready, LK_SA_ClauseElement))
        return true;
    if (!lk_type_of(&impl, vm, type))
        return false;
    const struct lk_value v[] = {b->key, ready, impl, lk_bool(true)};
    *out = lk_sa_make(vm, LK_SA_BindParameter, "key value type unique", v);
    lk_push(vm, *out);
    return true;
}

/* Is there anything to be done for values of that type? */
static bool is_processed(struct lk_vm *vm, struct lk_value type)
{
    if (lk_sa_is(vm, type, LK_SA_PgARRAY) || lk_sa_is(vm, type, LK_SA_ARRAY))
        type = lk_sa_get(vm, type, "item_type");
    return lk_sa_is(vm, type, LK_SA_TypeDecorator) || lk_sa_is(vm, type, LK_SA_Enum)
           || lk_type_converts(vm, type);
}

static struct beside beside_of(struct lk_vm *vm, struct lk_value e, const char *op)
{
    struct lk_value key = lk_none();
    if (lk_sa_is(vm, e, LK_SA_ColumnClause)) {
        key = lk_sa_get(vm, e, "key");
        key = lk_is_none(key) ? lk_sa_get(vm, e, "name") : key;
    }
    return (struct beside){.type = lk_sa_type_of(vm, e), .opstring = lk_none(),
                           .key = lk_is(key, LK_T_STR) ? key : lk_new_strz(vm, "param"),
                           .op = lk_new_strz(vm, op)};
}

/* Replaces an attribute of a copy: the object itself is left alone, as the script may use it
 * again. */
static bool replace(struct lk_value *node, struct lk_vm *vm, const char *name, struct lk_value v)
{
    *node = lk_sa_copy(vm, *node);
    lk_push(vm, *node);
    lk_sa_set(vm, *node, name, v);
    return true;
}

/* Indexes have types of their own, and the parts of regexp_replace() come as a pair. */
static bool is_index(struct lk_vm *vm, struct lk_value binary)
{
    static const char *const texts[] = {"->", "->>", "#>>"};
    struct lk_str op = lk_text(lk_sa_get(vm, binary, "op"));
    struct lk_value text = lk_sa_get(vm, binary, "opstring");
    bool own = lk_is(lk_sa_get(vm, binary, "eager_grouping"), LK_T_BOOL);
    for (size_t i = 0; own && lk_is(text, LK_T_STR) && i < COUNT(texts); i++)
        if (lk_str_is(lk_text(text), texts[i]))
            return true;
    return lk_str_starts(op, LK_STR("json_")) || lk_str_is(op, "getitem")
           || lk_str_is(op, "regexp_replace_op");
}

/* autoescape=True escapes what the script gave, before a type makes it ready. */
static bool escape(struct lk_value *node, struct lk_vm *vm, struct lk_value *value)
{
    struct lk_value given = lk_sa_get(vm, *node, "autoescape"), module, fn;
    struct lk_value v[] = {*value, lk_sa_get(vm, *node, "escape")};
    if (!lk_is(given, LK_T_BOOL) || !given.as.i || !lk_is(*value, LK_T_STR))
        return true;
    v[1] = lk_is_none(v[1]) ? lk_new_strz(vm, "/") : v[1];
    lk_push(vm, v[1]);
    if (!lk_vm_import(&module, vm, LK_STR("sqlalchemy.sql._compared"))
        || !lk_vm_getattrz(&fn, vm, module, "escaped") || !lk_vm_callv(value, vm, fn, v, 2))
        return false;
    lk_push(vm, *value);
    return replace(node, vm, "escape", v[1]) && replace(node, vm, "autoescape", lk_bool(false));
}

/* A comparator of a script would say itself what its operators mean. */
static bool plain_comparator(struct lk_vm *vm, struct lk_value type)
{
    if (!lk_is(type, LK_T_OBJECT)
        || lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, type), "comparator_factory")))
        return true;
    return lk_refuse(vm, LK_E_UNSUPPORTED, "an operator of type '" LK_PRI "', which has a "
                     "comparator_factory", LK_ARG(lk_type_name(vm, type)))
           || lk_refuse_hint(vm, "write the expression that the comparator makes, or use text()");
}

/* left op right: either side may be the value. IS NULL binds nothing. */
static bool binary(struct lk_value *node, struct lk_vm *vm)
{
    struct lk_value side[] = {lk_sa_get(vm, *node, "left"), lk_sa_get(vm, *node, "right")};
    static const char *const names[] = {"left", "right"};
    bool right = lk_sa_is(vm, side[0], LK_SA_PgArrayLiteral)
                 || (lk_is(side[0], LK_T_OBJECT) && !lk_is_none(lk_sa_type_of(vm, side[0])));
    struct lk_value op = lk_sa_get(vm, *node, "op"), value = side[right];
    if (!plain_comparator(vm, lk_sa_type_of(vm, side[!right])))
        return false;
    if (lk_is_none(value) || !lk_is(op, LK_T_STR) || is_index(vm, *node))
        return true;
    /* A list beside ARRAY[…] is one as well. */
    if (lk_sa_is(vm, side[!right], LK_SA_PgArrayLiteral)
        && (lk_is(value, LK_T_LIST) || lk_is(value, LK_T_TUPLE))) {
        value = lk_sa_make(vm, LK_SA_PgArrayLiteral, "clauses", &value);
        lk_push(vm, value);
        return replace(node, vm, names[right], value);
    }
    struct beside b = beside_of(vm, side[!right], lk_text(op).p);
    if (lk_is(value, LK_T_OBJECT) && lk_sa_is(vm, b.type, LK_SA_JSON)
        && !lk_is_empty(lk_own_attr(vm, value, "_json_null"))) {
        /* null inside of JSON, of the other side's type. */
        const struct lk_value v[] = {lk_none(), b.type};
        lk_push(vm, b.type);
        value = lk_sa_make(vm, LK_SA_Literal, "value type", v);
        lk_push(vm, value);
        return lk_json_null_fits(vm) && replace(node, vm, names[right], value);
    }
    b.opstring = lk_sa_get(vm, *node, "opstring");
    lk_push(vm, b.key);
    lk_push(vm, b.type);
    return !is_processed(vm, b.type)
           || (escape(node, vm, &value) && bound_beside(&value, vm, &b, value) &&
               replace(node, vm, names[right], value));
}

static bool between(struct lk_value *node, struct lk_vm *vm)
{
    static const char *const names[] = {"lower", "upper"};
    struct beside b = beside_of(vm, lk_sa_get(vm, *node, "expr"), "between_op");
    lk_push(vm, b.key);
    lk_push(vm, b.type);
    for (size_t i = 0; i < 2 && is_processed(vm, b.type); i++) {
        struct lk_value value = lk_sa_get(vm, *node, names[i]);
        if (!bound_beside(&value, vm, &b, value) || !replace(node, vm, names[i], value))
            return false;
    }
    return true;
}

/* (a, b) IN ((1, 2), …): each value has the type of its place. */
static bool in_tuples(struct lk_vm *vm, struct lk_value list, struct lk_value clauses)
{
    for (size_t i = 0; i < lk_list_of(list)->n; i++) {
        struct lk_value row = lk_list_of(list)->v[i], copy;
        size_t n;
        if (!lk_is(row, LK_T_TUPLE) && !lk_is(row, LK_T_LIST))
            continue;
        if (!lk_vm_list(&copy, vm, row))
            return false;
        lk_list_of(list)->v[i] = copy;
        lk_items(&n, clauses);
        for (size_t k = 0; k < n && k < lk_list_of(copy)->n; k++) {
            struct lk_value type = lk_sa_type_of(vm, lk_items(&n, clauses)[k]), value;
            lk_push(vm, type);
            if (!lk_bound_value(&value, vm, type, lk_list_of(copy)->v[k]))
                return false;
            lk_list_of(copy)->v[k] = value;
        }
        lk_list_of(list)->v[i] = lk_new_tuple(vm, lk_list_of(copy)->v, lk_list_of(copy)->n);
    }
    return true;
}

/* expr IN (values) */
static bool in(struct lk_value *node, struct lk_vm *vm)
{
    struct lk_value values = lk_sa_get(vm, *node, "values"), left = lk_sa_get(vm, *node, "expr");
    struct beside b = beside_of(vm, left, lk_is_none(lk_sa_get(vm, *node, "negate")) ? "in_op"
                                                                                    : "not_in_op");
    bool tuples = lk_sa_is(vm, left, LK_SA_Tuple);
    lk_push(vm, b.key);
    lk_push(vm, b.type);
    bool list = lk_is(values, LK_T_LIST) || lk_is(values, LK_T_TUPLE) || lk_is(values, LK_T_SET);
    if (!list || (!tuples && !is_processed(vm, b.type)))
        return true;
    if (!lk_vm_list(&values, vm, values))
        return false;
    lk_push(vm, values);
    if (tuples)
        return in_tuples(vm, values, lk_sa_get(vm, left, "clauses"))
               && replace(node, vm, "values", values);
    for (size_t i = 0; i < lk_list_of(values)->n; i++) {
        struct lk_value item;
        if (!bound_beside(&item, vm, &b, lk_list_of(values)->v[i]))
            return false;
        lk_list_of(values)->v[i] = item;
    }
    return replace(node, vm, "values", values);
}

/* literal(v, type), bindparam(…, v, type_=type): the value is bound by its own type, and has that
 * of the impl from there on. */
static bool typed_value(struct lk_value *node, struct lk_vm *vm)
{
    if (!lk_is_empty(lk_own_attr(vm, *node, "_json_null")) && !lk_json_null_fits(vm))
        return false;
    struct lk_value type = lk_sa_type_of(vm, *node);
    struct lk_value value = lk_sa_named(vm, *node, LK_STR("value"));
    lk_push(vm, type);
    if (lk_is_empty(value) || !is_processed(vm, type))
        return true;
    if (!lk_bound_value(&value, vm, type, value))
        return false;
    lk_push(vm, value);
    if (lk_sa_is(vm, value, LK_SA_ClauseElement)) {
        const struct lk_value v[] = {value, type};
        *node = lk_sa_make(vm, LK_SA_TypeCoerce, "expression type", v);
        lk_push(vm, *node);
        return true;
    }
    return lk_type_of(&type, vm, type) && replace(node, vm, "value", value)
           && (lk_sa_set(vm, *node, "type", type), true);
}

/* cast(v, type), type_coerce(v, type). None is NULL there, without the type's doing. */
static bool cast(struct lk_value *node, struct lk_vm *vm)
{
    struct lk_value type = lk_sa_type_of(vm, *node), value = lk_sa_get(vm, *node, "expression");
    lk_push(vm, type);
    return lk_is_none(value) || !is_processed(vm, type)
           || lk_sa_is(vm, value, LK_SA_ClauseElement)
           || (lk_bound_value(&value, vm, type, value) && (lk_push(vm, value), true)
               && replace(node, vm, "expression", value));
}

/* ON CONFLICT DO UPDATE SET: values by the types of the table's columns. */
static bool conflict(struct lk_value *node, struct lk_vm *vm)
{
    struct lk_value table = lk_own_attr(vm, *node, "_table"), columns;
    struct lk_value set = lk_sa_named(vm, *node, LK_STR("set_"));
    if (!lk_is(table, LK_T_OBJECT) || !lk_is(set, LK_T_DICT))
        return true;
    return lk_from_columns(&columns, vm, lk_sa_mapped(vm, table))
           && lk_bound_set(&set, vm, columns, set) && replace(node, vm, "set_", set);
}

/* Rows of VALUES by the types of its columns. */
static bool value_rows(struct lk_value *node, struct lk_vm *vm)
{
    struct lk_bound_to to = {.insert = true};
    struct lk_value data = lk_sa_named(vm, *node, LK_STR("data"));
    if (lk_is_empty(data) || lk_is_none(data))
        return true;
    return lk_from_columns(&to.columns, vm, *node) && lk_bound_rows(&data, vm, &to, data)
           && (lk_push(vm, data), true) && replace(node, vm, "data", data);
}

/* The type of a decorated chain that has a column_expression(), or EMPTY. */
static struct lk_value showing_type(struct lk_vm *vm, struct lk_value type)
{
    for (int i = 0; i < 20 && lk_is(type, LK_T_OBJECT); i++) {
        if (!lk_is_empty(lk_class_attr(vm, lk_vm_type(vm, type), "column_expression")))
            return type;
        type = lk_sa_is(vm, type, LK_SA_TypeDecorator) ? lk_sa_get(vm, type, "impl") : lk_none();
    }
    return lk_empty();
}

/* What a statement shows of a column: column_expression() of its type, under the column's name. */
static bool shown(struct lk_value *column, struct lk_vm *vm)
{
    struct lk_value type = showing_type(vm, lk_sa_type_of(vm, *column)), v[2], given = *column;
    bool label = lk_sa_is(vm, given, LK_SA_Label);
    if (lk_is_empty(type) || (!label && !lk_sa_is(vm, given, LK_SA_ColumnClause)))
        return true;
    lk_push(vm, type);
    v[0] = lk_sa_get(vm, given, "name");
    given = label ? lk_sa_get(vm, given, "element") : given;
    if (!lk_vm_method(&v[1], vm, type, "column_expression", &given, 1))
        return false;
    lk_push(vm, v[1]);
    *column = lk_sa_make(vm, LK_SA_Label, "name element", v);
    return true;
}

/* The columns that come back from a statement; subqueries keep theirs as they are. */
bool lk_shown_columns(struct lk_value *node, struct lk_vm *vm)
{
    const char *name = lk_sa_is(vm, *node, LK_SA_Select) ? "columns" : "returning";
    struct lk_value given = lk_sa_named(vm, *node, lk_str_of(name)), list;
    bool changed = false;
    if (!lk_is(given, LK_T_LIST) && !lk_is(given, LK_T_TUPLE))
        return true;
    if (!lk_vm_list(&list, vm, given))
        return false;
    lk_push(vm, list);
    for (size_t i = 0; i < lk_list_of(list)->n; i++) {
        struct lk_value column = lk_list_of(list)->v[i];
        if (!shown(&column, vm))
            return false;
        changed = changed || !lk_same(column, lk_list_of(list)->v[i]);
        lk_list_of(list)->v[i] = column;
    }
    return !changed || replace(node, vm, name, list);
}

/* desc("name"): behind ORDER BY the text itself, which is resolved among the columns. */
static struct lk_value order_text(struct lk_vm *vm, struct lk_value order)
{
    struct lk_value element = lk_sa_is(vm, order, LK_SA_UnaryExpression)
                                  ? lk_sa_get(vm, order, "element") : lk_none();
    bool named = lk_sa_is(vm, element, LK_SA_ColumnClause)
                 && !lk_is_empty(lk_own_attr(vm, element, "_named"));
    struct lk_value inner = named ? lk_sa_get(vm, element, "name")
                            : lk_is(element, LK_T_OBJECT) ? order_text(vm, element) : element;
    if (lk_is_none(element) || lk_same(inner, element))
        return order;
    order = lk_sa_copy(vm, order);
    lk_push(vm, order);
    lk_sa_set(vm, order, "element", inner);
    return order;
}

/* The same for all of ORDER BY. */
static bool order_texts(struct lk_value *node, struct lk_vm *vm)
{
    struct lk_value list = lk_sa_get(vm, *node, "order_by");
    if (!lk_is(list, LK_T_LIST) && !lk_is(list, LK_T_TUPLE))
        return true;
    if (!lk_vm_list(&list, vm, list))
        return false;
    lk_push(vm, list);
    bool changed = false;
    for (size_t i = 0; i < lk_list_of(list)->n; i++) {
        struct lk_value order = order_text(vm, lk_list_of(list)->v[i]);
        changed = changed || !lk_same(order, lk_list_of(list)->v[i]);
        lk_list_of(list)->v[i] = order;
    }
    return !changed || replace(node, vm, "order_by", list);
}

/* Nodes with values that a type may have to make ready. */
static const struct {
    enum lk_node_id id;
    bool (*bind)(struct lk_value *node, struct lk_vm *vm);
} binders[] = {
    {LK_NODE_BINARY, binary},         {LK_NODE_BETWEEN, between},
    {LK_NODE_IN, in},                 {LK_NODE_LITERAL, typed_value},
    {LK_NODE_BINDPARAM, typed_value}, {LK_NODE_INLINE_LITERAL, typed_value},
    {LK_NODE_CAST, cast},             {LK_NODE_TYPE_COERCE, cast},
    {LK_NODE_JOIN, lk_join_node},     {LK_NODE_VALUES, value_rows},
    {LK_NODE_SELECT, order_texts},    {LK_NODE_COMPOUND, order_texts},
    {LK_NODE_ON_CONFLICT_DO_UPDATE, conflict},
};

/* What comes back stands for the node: a copy with other values, another expression, or the node
 * itself. */
bool lk_bound_node(struct lk_value *node, struct lk_vm *vm)
{
    const struct lk_def *def = lk_sa_def(vm, *node);
    for (size_t i = 0; def && i < COUNT(binders); i++)
        if (def->id == binders[i].id)
            return binders[i].bind(node, vm);
    return true;
}
