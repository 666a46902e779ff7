/* AND, OR, NOT, IN, BETWEEN and unary operators, with the simplifications that SQLAlchemy makes
 * when it builds them (BooleanClauseList._process_clauses_for_boolean, _negate).
 *
 * Constants vanish from AND and OR where they decide nothing and replace the whole where they
 * decide all. not_() turns a comparison round instead of writing NOT: = becomes !=, IN becomes
 * NOT IN; what has no opposite gets NOT.  NOT IN stands in parentheses, because the form for an
 * empty list has an OR. */
#include "sql/expr.h"

/* The clauses of AND and OR. */
static const struct lk_datum *clauses_of(const struct lk_datum *e)
{
    return LK_ARG_OF(e, "clauses");
}

/* Is it true (or false) as a constant, of Python's or of SQL's? */
static bool is_constant(const struct lk_datum *e, bool value)
{
    if (lk_datum_is(e, LK_DATUM_BOOL)) {
        return e->as.b == value;
    }
    return lk_sqlc_id(e) == (value ? LK_NODE_TRUE : LK_NODE_FALSE);
}

/* AND is false as soon as one clause is; OR is true. */
static bool decides(const struct lk_datum *list, bool value)
{
    for (size_t i = 0; i < list->as.list.n; i++) {
        if (is_constant(list->as.list.v[i], value) ||
            lk_operator_is_constant(list->as.list.v[i], value)) {
            return true;
        }
    }
    return false;
}

/* How many clauses are left when those of one constant are dropped? */
static size_t count_but(const struct lk_datum *list, bool value)
{
    size_t n = 0;
    for (size_t i = 0; i < list->as.list.n; i++) {
        n += !is_constant(list->as.list.v[i], value);
    }
    return n;
}

/* AND and OR that boil down to true or false need no parentheses. */
bool lk_operator_is_constant(const struct lk_datum *e, bool value)
{
    uint16_t id = lk_sqlc_id(e);
    if (id != LK_NODE_AND && id != LK_NODE_OR) {
        return is_constant(e, value);
    }
    bool decided = id == LK_NODE_OR;
    const struct lk_datum *list = clauses_of(e);
    if (decides(list, decided)) {
        return value == decided;
    }
    return list->as.list.n && !count_but(list, !decided) && value != decided;
}

/* Clauses with AND or OR between; a single one stands as it is. The criteria of WHERE are no
 * operands of an operator, as those of and_() are (_generate_delimited_and_list). */
static bool put_clauses(struct lk_sqlc *c, const struct lk_datum *list, bool is_and,
                        struct lk_against alone)
{
    struct lk_against how = is_and ? (struct lk_against){3, LK_STR("and_")}
                                   : (struct lk_against){2, LK_STR("or_")};
    if (decides(list, !is_and)) {
        lk_sqlc_put(c, is_and ? "false" : "true");
        return true;
    }
    size_t n = count_but(list, is_and), written = 0;
    if (!n && list->as.list.n) {
        lk_sqlc_put(c, is_and ? "true" : "false");
        return true;
    }
    bool inside = c->in_operator;
    for (size_t i = 0; i < list->as.list.n; i++) {
        const struct lk_datum *clause = list->as.list.v[i];
        if (is_constant(clause, is_and)) {
            continue;
        }
        lk_sqlc_put(c, written++ ? (is_and ? " AND " : " OR ") : "");
        c->in_operator = inside || (n > 1 && !lk_str_is(alone.op, "where"));
        bool good = lk_expr_in(c, clause, n > 1 ? how : alone);
        c->in_operator = inside;
        if (!good) {
            return false;
        }
    }
    return true;
}

/* and_() and or_() of a single clause are that clause. */
bool lk_operator_logic(struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_against nothing = {LK_PREC_LEAST - 1, LK_STR("")};
    return put_clauses(c, clauses_of(e), lk_sqlc_id(e) == LK_NODE_AND, nothing);
}

/* A criterion is grouped as a truth value (_asbool), which only operators without a known
 * precedence feel. */
bool lk_operator_and_list(struct lk_sqlc *c, const struct lk_datum *list)
{
    return put_clauses(c, list, true, (struct lk_against){-10, LK_STR("_asbool")});
}

/* and_() without clauses leaves nothing behind the word; then it is not written either. */
bool lk_operator_where(struct lk_sqlc *c, const char *word, const struct lk_datum *list)
{
    if (!lk_datum_truth(list)) {
        return true;
    }
    size_t from = c->out.n;
    lk_sqlc_put(c, word);
    size_t empty = c->out.n;
    if (!put_clauses(c, list, true, (struct lk_against){-10, LK_STR("where")})) {
        return false;
    }
    c->out.n = c->out.n == empty ? from : c->out.n;
    return true;
}

/* What has an opposite or a flag. */
bool lk_operator_is_negatable(struct lk_sqlc *c, const struct lk_datum *e)
{
    switch (lk_sqlc_id(e)) {
    case LK_NODE_BINARY: return lk_operator_negation(c, e);
    case LK_NODE_IN:
    case LK_NODE_BETWEEN:
    case LK_NODE_NOT:
    case LK_NODE_TRUE:
    case LK_NODE_FALSE: return true;
    default: return false;
    }
}

/* IN and BETWEEN have their negation as a flag. */
static bool put_flipped(struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_datum *copy = lk_sqlc_node(c, e->as.node.def->id);
    memcpy(copy->as.node.arg, e->as.node.arg,
           sizeof *e->as.node.arg * lk_def_sig(e->as.node.def)->n);
    bool negate = lk_datum_truth(LK_ARG_OF(e, "negate"));
    lk_sqlc_set(copy, "negate", lk_datum_bool(c->arena, !negate));
    return lk_sqlc_expr(c, copy);
}

/* What has no opposite gets NOT: a comparison in parentheses, anything else as an operand. */
static bool put_not(struct lk_sqlc *c, const struct lk_datum *clause)
{
    uint16_t id = lk_sqlc_id(clause);
    bool group = id == LK_NODE_BINARY || id == LK_NODE_EXISTS;
    lk_sqlc_put(c, group ? "NOT (" : "NOT ");
    bool good = group ? lk_sqlc_expr(c, clause)
                      : lk_expr_in(c, clause, (struct lk_against){5, LK_STR("inv")});
    lk_sqlc_put(c, group ? ")" : "");
    return good;
}

/* A double negation falls away. */
bool lk_operator_not(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *clause = LK_ARG_OF(e, "clause");
    if (is_constant(clause, true) || is_constant(clause, false)) {
        lk_sqlc_put(c, is_constant(clause, true) ? "false" : "true");
        return true;
    }
    if (!lk_operator_is_negatable(c, clause)) {
        return put_not(c, clause);
    }
    switch (lk_sqlc_id(clause)) {
    case LK_NODE_BINARY: return lk_operator_as(c, clause, lk_operator_negation(c, clause));
    case LK_NODE_NOT: return lk_sqlc_expr(c, LK_ARG_OF(clause, "clause"));
    default: return put_flipped(c, clause);
    }
}

/* The bounds are operands of an AND. */
bool lk_operator_between(struct lk_sqlc *c, const struct lk_datum *e)
{
    const struct lk_datum *expr = LK_ARG_OF(e, "expr");
    struct lk_against how = {5, LK_STR("between_op")}, inner = {3, LK_STR("and_")};
    bool inside = c->in_operator;
    c->in_operator = true;
    bool good = lk_expr_in(c, expr, how);
    lk_sqlc_put(c, lk_datum_truth(LK_ARG_OF(e, "negate")) ? " NOT BETWEEN " : " BETWEEN ");
    lk_sqlc_put(c, lk_datum_truth(LK_ARG_OF(e, "symmetric")) ? "SYMMETRIC " : "");
    good = good && lk_expr_beside(c, LK_ARG_OF(e, "lower"), expr, inner);
    lk_sqlc_put(c, " AND ");
    good = good && lk_expr_beside(c, LK_ARG_OF(e, "upper"), expr, inner);
    c->in_operator = inside;
    return good;
}

/* The empty list of an IN over tuples. */
static bool put_no_tuples(struct lk_sqlc *c, size_t n, bool negate)
{
    for (size_t i = 0; i < n; i++) {
        lk_sqlc_put(c, i ? ", NULL" : "((NULL");
    }
    lk_sqlc_put(c, negate ? ")) OR (1 = 1)" : ")) AND (1 != 1)");
    return true;
}

/* What stands behind IN: values, a bound list or a SELECT. */
static bool put_in_values(struct lk_sqlc *c, const struct lk_datum *e, bool negate)
{
    const struct lk_datum *expr = LK_ARG_OF(e, "expr"), *values = LK_ARG_OF(e, "values");
    struct lk_str name = lk_sqlc_id(expr) == LK_NODE_COLUMN_REF
                             ? lk_datum_text(LK_ARG_OF(expr, "name"))
                             : LK_STR("param");
    if (lk_sqlc_id(expr) == LK_NODE_TUPLE && lk_datum_is(values, LK_DATUM_LIST) &&
        !values->as.list.n) {
        return put_no_tuples(c, LK_ARG_OF(expr, "clauses")->as.list.n, negate);
    }
    if (lk_datum_is(values, LK_DATUM_LIST)) {
        return lk_bind_expanding(c, values, lk_expr_type(c, expr), name, negate);
    }
    if (lk_sqlc_id(values) == LK_NODE_BINDPARAM) {
        return lk_bind_in(c, values, expr, negate);
    }
    if (lk_sqlc_id(values) == LK_NODE_SCALAR_SUBQUERY) {
        return lk_sqlc_expr(c, values);
    }
    lk_sqlc_put(c, "(");
    bool good = lk_sqlc_expr(c, values);
    lk_sqlc_put(c, ")");
    return good;
}

/* NOT IN stands in parentheses as a whole. */
bool lk_operator_in(struct lk_sqlc *c, const struct lk_datum *e)
{
    bool negate = lk_datum_truth(LK_ARG_OF(e, "negate")), inside = c->in_operator;
    lk_sqlc_put(c, negate ? "(" : "");
    c->in_operator = true;
    bool good = lk_expr_in(c, LK_ARG_OF(e, "expr"), (struct lk_against){5, LK_STR("in_op")});
    lk_sqlc_put(c, negate ? " NOT IN " : " IN ");
    good = good && put_in_values(c, e, negate);
    c->in_operator = inside;
    lk_sqlc_put(c, negate ? ")" : "");
    return good;
}

static const struct {
    const char *op, *before, *after;
    int precedence;
} unaries[] = {
    {"all_op", "ALL (", ")", LK_PREC_LEAST},
    {"any_op", "ANY (", ")", LK_PREC_LEAST},
    {"asc_op", "", " ASC", 3},
    {"bitwise_not_op", "~", "", 8},
    {"desc_op", "", " DESC", 3},
    {"distinct_op", "DISTINCT ", "", 5},
    {"inv", "NOT ", "", 5},
    {"neg", "-", "", 8},
    {"nulls_first_op", "", " NULLS FIRST", LK_PREC_MOST},
    {"nulls_last_op", "", " NULLS LAST", LK_PREC_MOST},
};

/* An operator of the script's own before its operand. */
static bool put_custom_unary(struct lk_sqlc *c, const struct lk_datum *e)
{
    lk_sqlc_put_text(c, lk_datum_text(LK_ARG_OF(e, "opstring")));
    lk_sqlc_put(c, " ");
    return lk_expr_in(c, LK_ARG_OF(e, "element"), (struct lk_against){0, LK_STR("")});
}

/* Before or behind the operand, by the table. */
bool lk_operator_unary(struct lk_sqlc *c, const struct lk_datum *e)
{
    struct lk_str op = lk_datum_text(LK_ARG_OF(e, "op"));
    const struct lk_datum *element = LK_ARG_OF(e, "element");
    for (size_t i = 0; i < sizeof unaries / sizeof *unaries; i++) {
        if (!lk_str_is(op, unaries[i].op)) {
            continue;
        }
        bool select = unaries[i].precedence == LK_PREC_LEAST &&
                      lk_sqlc_id(element) == LK_NODE_SCALAR_SUBQUERY;
        element = select ? LK_ARG_OF(element, "select") : element;
        lk_sqlc_put(c, unaries[i].before);
        bool plain = unaries[i].precedence == LK_PREC_LEAST;
        struct lk_against how = {unaries[i].precedence, LK_STR("")};
        bool good = plain ? lk_sqlc_expr(c, element) : lk_expr_in(c, element, how);
        lk_sqlc_put(c, unaries[i].after);
        return good;
    }
    return lk_str_is(op, "custom_op") ? put_custom_unary(c, e)
                                      : lk_sqlc_unsupported(c, "operator '" LK_PRI "'", LK_ARG(op));
}
