/* Operators: SQLAlchemy's precedence and grouping, and how PostgreSQL's dialect writes each
 * (operators.py, compiler.py, dialects/postgresql/base.py).  The rows are in operators.def.
 *
 * The rule for parentheses is SQLAlchemy's self_group(against): an operand that is itself an
 * operator expression gets parentheses unless it binds more strongly than the operator around it,
 * or is the same one and needs none among its own kind (a + b + c).  Precedences are those of
 * SQLAlchemy, not PostgreSQL's: AND binds like ORDER BY's DESC, comparison like LIKE and ||.
 * Operators that SQLAlchemy gives no precedence (contains, startswith …) bind least of all, so
 * they are always grouped; as the operator around they group every operand.
 *
 * What constructing an expression does to it in Python is done here when it is written: == None
 * is IS NULL, != None is IS NOT NULL, + between texts is ||, True and False beside a comparison
 * are the constants true and false.  Scripts and manifests therefore hand over what was written.
 *
 * JSON operators group eagerly: (a ->> 'x') = 'y' has parentheses although its precedence would
 * not ask for any, but only inside another operator; the state's in_operator says so. */
#include "sql/operator.h"

#include <stdlib.h>

/* What the operands are inside of; an operator without known precedence groups everything. */
struct lk_against lk_operator_against(const struct lk_operator *op, const struct lk_datum *e)
{
    bool custom = strcmp(op->name, "custom_op") == 0;
    int precedence = custom ? (int)LK_ARG_OF(e, "precedence")->as.i : op->precedence;
    struct lk_str name = custom ? lk_datum_text(LK_ARG_OF(e, "opstring")) : lk_str_of(op->name);
    return (struct lk_against){precedence == LK_PREC_LEAST ? LK_PREC_MOST : precedence, name};
}

/* Two operands with text between.  With eager grouping the whole gets parentheses where it is an
 * operand itself. */
static bool generic(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_operator *op,
                    const char *text)
{
    bool inside = c->in_operator;
    bool eager = lk_str_starts(lk_str_of(op->name), LK_STR("json")) ||
                 lk_datum_truth(LK_ARG_OF(e, "eager_grouping"));
    struct lk_against how = lk_operator_against(op, e);
    lk_sqlc_put(c, eager && inside ? "(" : "");
    c->in_operator = true;
    bool good = lk_expr_beside(c, lk_left_of(e), lk_right_of(e), how);
    lk_sqlc_put(c, text);
    good = good && lk_expr_beside(c, lk_right_of(e), lk_left_of(e), how);
    c->in_operator = inside;
    lk_sqlc_put(c, eager && inside ? ")" : "");
    return good;
}

/* Most operators: their text between the operands. */
static bool render_infix(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_operator *op)
{
    return generic(c, e, op, op->text);
}

/* A JSON path as PostgreSQL's text array. */
static struct lk_str path_text(struct lk_sqlc *c, const struct lk_datum *path)
{
    struct lk_buf out = {0};
    lk_buf_addc(&out, '{');
    for (size_t i = 0; i < path->as.list.n; i++) {
        const struct lk_datum *item = path->as.list.v[i];
        lk_buf_addz(&out, i ? ", " : "");
        if (lk_datum_is(item, LK_DATUM_INT)) {
            lk_buf_addf(&out, "%lld", (long long)item->as.i);
        } else {
            lk_buf_add(&out, lk_datum_text(item));
        }
    }
    lk_buf_addc(&out, '}');
    struct lk_str copy = lk_arena_str(c->arena, lk_buf_str(&out));
    lk_buf_clear(&out);
    return copy;
}

/* op('…'): the text is the script's.  The path of astext is a list of keys. */
static bool render_custom(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_operator *op)
{
    struct lk_buf text = {0};
    struct lk_str opstring = lk_datum_text(LK_ARG_OF(e, "opstring"));
    struct lk_datum copy = *e;
    const struct lk_datum *args[LK_SIG_MAX];
    if (lk_str_is(opstring, "#>>") && lk_datum_is(lk_right_of(e), LK_DATUM_LIST)) {
        memcpy(args, e->as.node.arg, sizeof *args * lk_def_sig(e->as.node.def)->n);
        copy.as.node.arg = args;
        lk_sqlc_set(&copy, "right", lk_sqlc_str(c, path_text(c, lk_right_of(e))));
        e = &copy;
    }
    lk_buf_addc(&text, ' ');
    for (size_t i = 0; i < opstring.n; i++) {
        lk_buf_addz(&text, opstring.p[i] == '%' && c->percents ? "%" : "");
        lk_buf_addc(&text, opstring.p[i]);
    }
    lk_buf_addc(&text, ' ');
    bool good = generic(c, e, op, text.p);
    lk_buf_clear(&text);
    return good;
}

/* The percent sign is one of those that pyformat doubles. */
static bool render_mod(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_operator *op)
{
    return generic(c, e, op, c->percents ? " %% " : " % ");
}

/* Has an expression a type of this kind? */
static bool is_of(struct lk_sqlc *c, const struct lk_datum *e, enum lk_affinity affinity)
{
    return lk_sqlc_affinity(lk_expr_type(c, e)) == affinity;
}

/* Is it a whole number, by value or by type? */
static bool is_integer(struct lk_sqlc *c, const struct lk_datum *e)
{
    return lk_datum_is(e, LK_DATUM_INT) || is_of(c, e, LK_AFF_INTEGER);
}

/* SQLAlchemy 2.0 divides truly: the divisor becomes NUMERIC unless it is of such a type. */
static bool render_truediv(struct lk_sqlc *c, const struct lk_datum *e,
                           const struct lk_operator *op)
{
    const struct lk_datum *type = lk_expr_type(c, lk_right_of(e));
    bool numeric = lk_sqlc_affinity(type) == LK_AFF_NUMERIC;
    if (!lk_expr_beside(c, lk_left_of(e), lk_right_of(e), lk_operator_against(op, e))) {
        return false;
    }
    lk_sqlc_put(c, " / CAST(");
    if (!lk_expr_beside(c, lk_right_of(e), lk_left_of(e), lk_operator_against(op, e))) {
        return false;
    }
    lk_sqlc_put(c, " AS ");
    if (!lk_sqlc_type(c, numeric ? type : lk_sqlc_node(c, LK_NODE_T_NUMERIC))) {
        return false;
    }
    lk_sqlc_put(c, ")");
    return true;
}

/* Whole numbers divide that way by themselves. */
static bool render_floordiv(struct lk_sqlc *c, const struct lk_datum *e,
                            const struct lk_operator *op)
{
    bool plain = is_integer(c, lk_left_of(e)) && is_integer(c, lk_right_of(e));
    lk_sqlc_put(c, plain ? "" : "FLOOR(");
    bool good = lk_expr_beside(c, lk_left_of(e), lk_right_of(e), lk_operator_against(op, e));
    lk_sqlc_put(c, op->text);
    good = good && lk_expr_beside(c, lk_right_of(e), lk_left_of(e), lk_operator_against(op, e));
    lk_sqlc_put(c, plain ? "" : ")");
    return good;
}

/* An array's element or slice; a call or ARRAY[…] before it gets parentheses. */
static bool render_getitem(struct lk_sqlc *c, const struct lk_datum *e,
                           const struct lk_operator *op)
{
    const struct lk_datum *index = lk_right_of(e);
    uint16_t id = lk_sqlc_id(lk_left_of(e));
    bool group = id == LK_NODE_FUNC || id == LK_NODE_ARRAY;
    lk_sqlc_put(c, group ? "(" : "");
    if (!lk_expr_in(c, lk_left_of(e), lk_operator_against(op, e))) {
        return false;
    }
    lk_sqlc_put(c, group ? ")[" : "[");
    bool value = lk_expr_is_value(index);
    struct lk_str name = lk_sqlc_id(lk_left_of(e)) == LK_NODE_COLUMN_REF
                             ? lk_datum_text(LK_ARG_OF(lk_left_of(e), "name"))
                             : LK_STR("param");
    bool good = value ? lk_bind_value(c, index, lk_sqlc_node(c, LK_NODE_T_INTEGER), name)
                      : lk_sqlc_expr(c, index);
    lk_sqlc_put(c, "]");
    return good;
}

/* JSONB is subscripted from version 14 on. */
static bool subscripts(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *type = lk_sqlc_impl(lk_expr_type(c, lk_left_of(e)));
    bool jsonb = lk_sqlc_id(type) == LK_NODE_PG_JSONB;
    return jsonb && (!c->d->server_version || c->d->server_version >= 140000);
}

/* value['key'] of a JSONB; a call or cast before it gets parentheses, and so does an operator. */
static bool put_subscript(struct lk_sqlc *c, const struct lk_datum *e,
                          const struct lk_operator *op)
{
    uint16_t id = lk_sqlc_id(lk_left_of(e));
    bool group = id == LK_NODE_FUNC || id == LK_NODE_CAST;
    bool inside = c->in_operator;
    lk_sqlc_put(c, group ? "(" : "");
    c->in_operator = true;
    bool good = group ? lk_sqlc_expr(c, lk_left_of(e))
                      : lk_expr_in(c, lk_left_of(e), lk_operator_against(op, e));
    lk_sqlc_put(c, group ? ")[" : "[");
    good = good && lk_expr_beside(c, lk_right_of(e), lk_left_of(e), LK_AGAINST_NONE);
    lk_sqlc_put(c, "]");
    c->in_operator = inside;
    return good;
}

/* A type other than JSON makes it CAST(x ->> 'a' AS type). */
static bool render_json_item(struct lk_sqlc *c, const struct lk_datum *e,
                             const struct lk_operator *op)
{
    const struct lk_datum *type = LK_ARG_OF(e, "type"), *index = lk_right_of(e);
    bool cast = !lk_sqlc_none(type) && lk_sqlc_affinity(type) != LK_AFF_JSON;
    bool path = strcmp(op->name, "json_path_getitem_op") == 0;
    struct lk_datum *copy = lk_sqlc_node(c, LK_NODE_BINARY);
    memcpy(copy->as.node.arg, e->as.node.arg, sizeof *e->as.node.arg *
                                                  lk_def_sig(e->as.node.def)->n);
    if (lk_expr_is_value(index)) {
        struct lk_datum *param = lk_sqlc_node(c, LK_NODE_BINDPARAM);
        bool column = lk_sqlc_id(lk_left_of(e)) == LK_NODE_COLUMN_REF;
        lk_sqlc_set(param, "key", column ? LK_ARG_OF(lk_left_of(e), "name")
                                         : lk_sqlc_str(c, LK_STR("param")));
        lk_sqlc_set(param, "value", path ? lk_sqlc_str(c, path_text(c, index)) : index);
        lk_sqlc_set(param, "unique", lk_datum_bool(c->arena, true));
        lk_sqlc_set(copy, "right", param);
    }
    if (!cast && !path && subscripts(c, e)) {
        return put_subscript(c, copy, op);
    }
    lk_sqlc_put(c, cast ? "CAST(" : "");
    if (!generic(c, copy, op, cast ? (path ? " #>> " : " ->> ") : op->text)) {
        return false;
    }
    lk_sqlc_put(c, cast ? " AS " : "");
    if (cast && !lk_sqlc_type(c, type)) {
        return false;
    }
    lk_sqlc_put(c, cast ? ")" : "");
    return true;
}

#define render_like lk_operator_like
#define render_match lk_operator_match
#define render_regexp lk_operator_regexp
#define render_regexp_replace lk_operator_regexp_replace
static const struct lk_operator ops[] = {
#define LK_OPERATOR(name, how, text, precedence, negation, flags)                                  \
    {name, render_##how, text, precedence, negation, flags},
#include "sql/operators.def"
#undef LK_OPERATOR
};

/* For bsearch: a name against a row. */
static int by_name(const void *key, const void *row)
{
    const struct lk_operator *op = row;
    return lk_str_cmp(*(const struct lk_str *)key, lk_str_of(op->name));
}

/* The row of an operator, or NULL. */
static const struct lk_operator *op_named(struct lk_str name)
{
    return bsearch(&name, ops, sizeof ops / sizeof *ops, sizeof *ops, by_name);
}

/* None and null() are one. */
static bool is_null(const struct lk_datum *e)
{
    return lk_sqlc_none(e) || lk_sqlc_id(e) == LK_NODE_NULL;
}

/* Does + of this operand concatenate? */
static bool is_text_like(struct lk_sqlc *c, const struct lk_datum *e)
{
    enum lk_affinity affinity = lk_sqlc_affinity(lk_expr_type(c, e));
    return affinity == LK_AFF_STRING || affinity == LK_AFF_ARRAY || affinity == LK_AFF_JSON ||
           lk_sqlc_id(lk_sqlc_impl(lk_expr_type(c, e))) == LK_NODE_PG_HSTORE;
}

/* The operator after what constructing the expression does to it: == None is IS NULL, + of text is
 * concatenation. */
static const struct lk_operator *effective(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_operator *op = op_named(lk_datum_text(LK_ARG_OF(e, "op")));
    if (!op) {
        return NULL;
    }
    bool null = is_null(lk_right_of(e)) && !lk_sqlc_none(lk_left_of(e));
    if (null && strcmp(op->name, "eq") == 0) {
        return op_named(LK_STR("is_"));
    }
    if (null && strcmp(op->name, "ne") == 0) {
        return op_named(LK_STR("is_not"));
    }
    bool text = is_text_like(c, lk_left_of(e)) || lk_sqlc_is_str(lk_left_of(e)) ||
                (lk_sqlc_none(lk_expr_type(c, lk_left_of(e))) && lk_sqlc_is_str(lk_right_of(e)));
    if (strcmp(op->name, "add") == 0 && text) {
        return op_named(LK_STR("concat_op"));
    }
    return op;
}

/* true, false and null beside =, IS and the like are constants, not bound values. */
static const struct lk_datum *constant(struct lk_sqlc *c, const struct lk_operator *op,
                                       const struct lk_datum *side)
{
    bool takes = op->flags & OP_COMPARES || lk_str_starts(lk_str_of(op->name), LK_STR("is_"));
    if (takes && lk_datum_is(side, LK_DATUM_BOOL)) {
        return lk_sqlc_node(c, side->as.b ? LK_NODE_TRUE : LK_NODE_FALSE);
    }
    return takes && lk_sqlc_none(side) ? lk_sqlc_node(c, LK_NODE_NULL) : side;
}

/* ANY (…) or ALL (…). */
static bool is_aggregate(const struct lk_datum *e)
{
    struct lk_str op = lk_sqlc_id(e) == LK_NODE_UNARY ? lk_datum_text(LK_ARG_OF(e, "op"))
                                                      : LK_STR("");
    return lk_str_is(op, "any_op") || lk_str_is(op, "all_op");
}

/* ANY (x) stands on the right whatever the script wrote: the operator is turned round. */
static const struct lk_operator *mirrored(const struct lk_operator *op)
{
    static const char *const pairs[][2] = {{"lt", "gt"}, {"gt", "lt"}, {"le", "ge"}, {"ge", "le"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (strcmp(op->name, pairs[i][0]) == 0) {
            return op_named(lk_str_of(pairs[i][1]));
        }
    }
    return op;
}

/* Writes a binary row under an operator, with constants in place of bound truth and null. */
static bool render_with(struct lk_sqlc *c, const struct lk_datum *e, const struct lk_operator *op)
{
    struct lk_datum copy = *e;
    const struct lk_datum *args[LK_SIG_MAX];
    memcpy(args, e->as.node.arg, sizeof *args * lk_def_sig(e->as.node.def)->n);
    copy.as.node.arg = args;
    lk_sqlc_set(&copy, "right", constant(c, op, lk_right_of(e)));
    if (is_aggregate(lk_left_of(e)) && op->flags & OP_COMPARES) {
        lk_sqlc_set(&copy, "left", lk_right_of(&copy));
        lk_sqlc_set(&copy, "right", lk_left_of(e));
        op = mirrored(op);
    }
    return op->render(c, &copy, op);
}

/* The row decides; an operator that is not in the table is refused. */
bool lk_operator_binary(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_operator *op = effective(c, e);
    if (!op) {
        return lk_sqlc_unsupported(c, "operator '" LK_PRI "'",
                                   LK_ARG(lk_datum_text(LK_ARG_OF(e, "op"))));
    }
    return render_with(c, e, op);
}

/* Used for negation, which changes the operator and nothing else. */
bool lk_operator_as(struct lk_sqlc *c, const struct lk_datum *e, const char *name)
{
    return render_with(c, e, op_named(lk_str_of(name)));
}

/* A comparison with ANY or ALL has no opposite. */
const char *lk_operator_negation(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_operator *op = effective(c, e);
    bool aggregate = is_aggregate(lk_right_of(e)) || is_aggregate(lk_left_of(e));
    return op && !aggregate ? op->negation : NULL;
}

/* Comparisons are Boolean, || is what its left side is, arithmetic goes by either side. */
static const struct lk_datum *find_type(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *type = LK_ARG_OF(e, "type");
    const struct lk_operator *op = effective(c, e);
    if (!lk_sqlc_none(type)) {
        return type;
    }
    bool compares = !op || op->precedence == 5 || op->precedence == LK_PREC_LEAST ||
                    lk_datum_truth(LK_ARG_OF(e, "is_comparison"));
    if (op && strcmp(op->name, "concat_op") != 0 && compares) {
        return lk_sqlc_node(c, LK_NODE_T_BOOLEAN);
    }
    const struct lk_datum *left = lk_expr_type(c, lk_left_of(e));
    return left ? left : lk_expr_type(c, lk_right_of(e));
}

/* Found once for each expression: every level above asks for it several times. */
const struct lk_datum *lk_operator_type(struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_str key = {(const char *)&e, sizeof e};
    static const struct lk_datum none;
    const struct lk_datum *type = lk_map_get(&c->types, key);
    if (!type) {
        type = find_type(c, e);
        lk_map_put(&c->types, key, (void *)(uintptr_t)(type ? type : &none));
    }
    return type == &none ? NULL : type;
}

/* Unary operators bind as their names say; one of the script's own binds least. */
static int unary_precedence(const struct lk_datum *e)
{
    struct lk_str op = lk_datum_text(LK_ARG_OF(e, "op"));
    bool aggregate = is_aggregate(e);
    bool arithmetic = lk_str_is(op, "neg") || lk_str_is(op, "bitwise_not_op");
    return aggregate ? 15 : arithmetic ? 8 : lk_str_is(op, "custom_op") ? 0 : 5;
}

/* Precedence of an expression, and its operator's name if equals need no parentheses. */
static int precedence_of(struct lk_sqlc *c, const struct lk_datum *e, struct lk_str *name)
{
    uint16_t id = lk_sqlc_id(e);
    *name = LK_STR("");
    if (id == LK_NODE_BINARY) {
        const struct lk_operator *op = effective(c, e);
        bool custom = op && strcmp(op->name, "custom_op") == 0;
        bool natural = custom ? lk_datum_truth(LK_ARG_OF(e, "natural_self_precedent"))
                              : op && op->flags & OP_NATURAL;
        *name = !natural ? LK_STR("")
                : custom ? lk_datum_text(LK_ARG_OF(e, "opstring"))
                         : lk_str_of(op->name);
        return custom ? (int)LK_ARG_OF(e, "precedence")->as.i : op ? op->precedence : 0;
    }
    if (id == LK_NODE_AND || id == LK_NODE_OR) {
        *name = id == LK_NODE_AND ? LK_STR("and_") : LK_STR("or_");
        return id == LK_NODE_AND ? 3 : 2;
    }
    if (id == LK_NODE_NOT) {
        return lk_operator_is_negatable(c, LK_ARG_OF(e, "clause"))
                   ? precedence_of(c, LK_ARG_OF(e, "clause"), name)
                   : 5;
    }
    switch (id) {
    case LK_NODE_COLLATE: return 4;
    case LK_NODE_EXISTS: return 0;
    case LK_NODE_FILTER: return 6;
    case LK_NODE_UNARY: return unary_precedence(e);
    default: return 5;
    }
}

/* Orderings are no operators: nothing groups them. */
static bool is_modifier(const struct lk_datum *e)
{
    struct lk_str op = lk_datum_text(LK_ARG_OF(e, "op"));
    return lk_str_is(op, "asc_op") || lk_str_is(op, "desc_op") ||
           lk_str_is(op, "nulls_first_op") || lk_str_is(op, "nulls_last_op");
}

/* Is a clause of AND or OR left out because it decides nothing (true in AND)? */
static bool is_void(const struct lk_datum *e, const struct lk_datum *clause)
{
    uint16_t id = lk_sqlc_id(clause);
    return id != LK_NODE_AND && id != LK_NODE_OR &&
           lk_operator_is_constant(clause, lk_sqlc_id(e) == LK_NODE_AND);
}

/* How many clauses AND or OR joins. */
static size_t clause_count(const struct lk_datum *e)
{
    const struct lk_datum *list = LK_ARG_OF(e, "clauses");
    size_t n = 0;
    for (size_t i = 0; i < list->as.list.n; i++) {
        n += !is_void(e, list->as.list.v[i]);
    }
    return n;
}

/* The one clause that is left of AND or OR. */
static const struct lk_datum *only_clause(const struct lk_datum *e)
{
    const struct lk_datum *list = LK_ARG_OF(e, "clauses");
    size_t i = 0;
    while (i + 1 < list->as.list.n && is_void(e, list->as.list.v[i])) {
        i++;
    }
    return list->as.list.v[i];
}

/* NOT of a boolean that is no operator is never grouped (SQLAlchemy's AsBoolean). */
static bool is_truth(struct lk_sqlc *c, const struct lk_datum *e)
{
    uint16_t id = lk_sqlc_id(e);
    bool plain = id == LK_NODE_COLUMN_REF || id == LK_NODE_COLUMN || id == LK_NODE_FUNC ||
                 id == LK_NODE_CAST || id == LK_NODE_LITERAL_COLUMN || id == LK_NODE_TYPE_COERCE;
    return plain && is_of(c, e, LK_AFF_BOOLEAN);
}

/* The one rule for parentheses; nodes that are no operators never need any. */
bool lk_operator_groups(struct lk_sqlc *c, const struct lk_datum *e, struct lk_against how)
{
    struct lk_str name;
    switch (lk_sqlc_id(e)) {
    case LK_NODE_AND:
    case LK_NODE_OR:
        if (clause_count(e) == 0) {
            return false;
        }
        if (clause_count(e) == 1) {
            return lk_operator_groups(c, only_clause(e), how);
        }
        if (lk_operator_is_constant(e, true) || lk_operator_is_constant(e, false)) {
            return false;
        }
        break;
    case LK_NODE_UNARY:
        if (is_modifier(e)) {
            return false;
        }
        break;
    case LK_NODE_LABEL: return lk_operator_groups(c, LK_ARG_OF(e, "element"), how);
    case LK_NODE_NOT:
        if (is_truth(c, LK_ARG_OF(e, "clause"))) {
            return false;
        }
        break;
    case LK_NODE_BINARY:
    case LK_NODE_EXISTS:
    case LK_NODE_FILTER:
    case LK_NODE_BETWEEN:
    case LK_NODE_IN:
    case LK_NODE_COLLATE: break;
    default: return false;
    }
    int precedence = precedence_of(c, e, &name);
    bool natural = name.n && lk_str_eq(name, how.op);
    return !natural && precedence <= how.precedence;
}
