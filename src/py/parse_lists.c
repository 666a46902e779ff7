/* What is made of expressions: walrus, stars, commas, yield.
 *
 * Here too is what the second pass says about `=` and `:=` in the wrong place, since every place
 * that takes a named expression comes through here. */
#include "py/rules.h"

/* One row per token that begins an expression. */
static const bool beginners[LK_T_COUNT] = {
    [LK_T_NAME] = true,   [LK_T_NUMBER] = true, [LK_T_STRING] = true,   [LK_T_FSTART] = true,
    [LK_T_LPAR] = true,   [LK_T_LSQB] = true,   [LK_T_LBRACE] = true,   [LK_T_PLUS] = true,
    [LK_T_MINUS] = true,  [LK_T_TILDE] = true,  [LK_T_ELLIPSIS] = true, [LK_K_NOT] = true,
    [LK_K_NONE] = true,   [LK_K_TRUE] = true,   [LK_K_FALSE] = true,    [LK_K_AWAIT] = true,
    [LK_K_LAMBDA] = true,
};

/* Where an expression is optional this decides, so that a mistake in one is not taken for its
 * absence. */
bool lk_py_begins_expression(const struct lk_parser *p)
{
    return beginners[p->tok->kind];
}

/* NAME ':=' expression.  The value is no tuple; the name is stored to. */
static struct lk_py_expr *walrus(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    struct lk_py_name name = lk_py_name_of(p->tok++);
    struct lk_py_expr *target = lk_py_expr_new(p, LK_X_NAME, from);
    target->name = name;
    target->ctx = LK_PY_STORE;
    p->tok++;
    struct lk_py_expr *value = lk_py_expression(p);
    if (!value)
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_NAMED, from);
    e->two.a = target;
    e->two.b = value;
    return e;
}

/* Whether a list, tuple or generator expression in brackets begins at the token.  The text is
 * read again without messages; what was read is given back. */
static bool is_display(struct lk_parser *p, const struct lk_py_token *first)
{
    if (first->kind != LK_T_LSQB && first->kind != LK_T_LPAR)
        return false;
    struct lk_py_mark m = lk_py_mark(p);
    p->tok = first;
    p->diagnose = false;
    struct lk_py_expr *e = lk_py_atom(p);
    bool group = e && (e->kind == LK_X_LIST || ((e->kind == LK_X_TUPLE || e->kind == LK_X_GENEXP) &&
                                                !(e->flags & LK_XF_PAREN)));
    return lk_py_back(p, m) && group;
}

/* Whether e is a bitwise_or: the grammar's rule looks no further.  What is in brackets is one
 * whatever it holds. */
static bool is_operand(const struct lk_py_expr *e)
{
    if (e->flags & LK_XF_PAREN)
        return true;
    return e->kind != LK_X_COMPARE && e->kind != LK_X_BOOL && e->kind != LK_X_IF &&
           e->kind != LK_X_LAMBDA && !(e->kind == LK_X_UNARY && e->op == LK_OP_NOT);
}

/* `a = b` where a value is wanted (invalid_named_expression).  CPython tries the right side
 * first, too: where it is no expression it says nothing here. */
static bool check_equal(struct lk_parser *p, const struct lk_py_token *first, struct lk_py_expr *a)
{
    uint8_t k = first->kind;
    bool constant = k == LK_K_TRUE || k == LK_K_NONE || k == LK_K_FALSE;
    if (!is_operand(a) || constant || is_display(p, first))
        return !lk_py_raised(p);
    struct lk_py_mark m = lk_py_mark(p);
    p->tok++;
    struct lk_py_mark right = lk_py_mark(p);
    struct lk_py_expr *b = lk_py_bitwise_or(p);
    if (!b && lk_py_back(p, right))
        b = lk_py_primary(p);
    if (!b || lk_py_at(p, LK_T_EQUAL) || lk_py_at(p, LK_T_COLONEQUAL))
        return lk_py_back(p, m);
    if (p->tok > first && first[1].kind == LK_T_EQUAL && a->kind == LK_X_NAME)
        return lk_py_raise(p, lk_py_both(a->span, b->span),
                           "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    return lk_py_raise(p, a->span,
                       "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                       lk_py_expr_name(a));
}

/* a := b where a is no name.  Attributes and items can be assigned to with = only. */
static bool check_walrus(struct lk_parser *p, struct lk_py_expr *a)
{
    struct lk_py_mark m = lk_py_mark(p);
    p->tok++;
    if (lk_py_expression(p))
        return lk_py_raise(p, a->span, "cannot use assignment expressions with %s",
                           lk_py_expr_name(a));
    return lk_py_back(p, m);
}

/* NAME ':=' expression | expression !':=' */
struct lk_py_expr *lk_py_named_expression(struct lk_parser *p)
{
    const struct lk_py_token *first = p->tok;
    if (lk_py_at(p, LK_T_NAME) && lk_py_ahead(p) == LK_T_COLONEQUAL)
        return walrus(p);
    struct lk_py_expr *e = lk_py_expression(p);
    if (!e)
        return NULL;
    if (lk_py_at(p, LK_T_COLONEQUAL) && lk_py_look(p) && !check_walrus(p, e))
        return NULL;
    if (lk_py_at(p, LK_T_EQUAL) && lk_py_look(p) && !check_equal(p, first, e))
        return NULL;
    return lk_py_at(p, LK_T_COLONEQUAL) ? lk_py_fail(p) : e;
}

/* '*' bitwise_or */
struct lk_py_expr *lk_py_starred(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    if (!lk_py_expect(p, LK_T_STAR))
        return NULL;
    struct lk_py_expr *value = lk_py_bitwise_or(p);
    if (!value)
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_STARRED, from);
    e->one = value;
    return e;
}

/* '*' bitwise_or | named_expression: elements of displays and subjects of match. */
struct lk_py_expr *lk_py_star_named(struct lk_parser *p)
{
    return lk_py_at(p, LK_T_STAR) ? lk_py_starred(p) : lk_py_named_expression(p);
}

/* '*' bitwise_or | expression: elements of tuples without brackets. */
struct lk_py_expr *lk_py_star_expression(struct lk_parser *p)
{
    return lk_py_at(p, LK_T_STAR) ? lk_py_starred(p) : lk_py_expression(p);
}

/* The closing comma may be followed by anything that begins no expression.  What follows a first
 * element: without a comma it stays what it is. */
struct lk_py_expr *lk_py_tuple_rest(struct lk_parser *p, struct lk_py_expr *first, lk_py_rule *rule)
{
    if (!first || !lk_py_at(p, LK_T_COMMA))
        return first;
    size_t start = p->list.n;
    uint32_t from = first->span.from;
    lk_py_list_add(p, first);
    while (lk_py_take(p, LK_T_COMMA) && (lk_py_at(p, LK_T_STAR) || lk_py_begins_expression(p))) {
        struct lk_py_expr *e = rule(p);
        if (!e)
            return NULL;
        lk_py_list_add(p, e);
    }
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_TUPLE, from);
    e->list = lk_py_list_exprs(p, start);
    return e;
}

/* star_expression (',' star_expression)* [','].  The span of a tuple begins with its first token,
 * which may be a bracket. */
struct lk_py_expr *lk_py_star_expressions(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    struct lk_py_expr *first = lk_py_star_expression(p);
    struct lk_py_expr *e = lk_py_tuple_rest(p, first, lk_py_star_expression);
    if (e && e != first)
        e->span.from = from;
    return e;
}

/* 'yield' 'from' expression | 'yield' [star_expressions].  A yield stands in brackets or is the
 * whole right side of a statement. */
struct lk_py_expr *lk_py_yield(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    if (!lk_py_expect(p, LK_K_YIELD))
        return NULL;
    bool delegate = lk_py_take(p, LK_K_FROM);
    bool wanted = delegate || lk_py_at(p, LK_T_STAR) || lk_py_begins_expression(p);
    struct lk_py_expr *value = NULL;
    if (wanted && !(value = delegate ? lk_py_expression(p) : lk_py_star_expressions(p)))
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, delegate ? LK_X_YIELDFROM : LK_X_YIELD, from);
    e->one = value;
    return e;
}

/* What may stand on the right of an assignment. */
struct lk_py_expr *lk_py_yield_or_star(struct lk_parser *p)
{
    return lk_py_at(p, LK_K_YIELD) ? lk_py_yield(p) : lk_py_star_expressions(p);
}
