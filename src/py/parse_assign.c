/* Expression statements, assignments of all kinds, and what is wrong with those that are none.
 *
 * A statement that begins with an expression is read as one; what follows (=, an augmented
 * assignment, a colon) then makes it a target, if it can be one. */
#include "py/rules.h"

/* The operator of each token of augmented assignment plus one, so that 0 means none. */
static const uint8_t augmented[LK_T_COUNT] = {
    [LK_T_PLUSEQUAL] = LK_OP_ADD + 1,
    [LK_T_MINEQUAL] = LK_OP_SUB + 1,
    [LK_T_STAREQUAL] = LK_OP_MUL + 1,
    [LK_T_ATEQUAL] = LK_OP_MATMUL + 1,
    [LK_T_SLASHEQUAL] = LK_OP_DIV + 1,
    [LK_T_PERCENTEQUAL] = LK_OP_MOD + 1,
    [LK_T_AMPEREQUAL] = LK_OP_BITAND + 1,
    [LK_T_VBAREQUAL] = LK_OP_BITOR + 1,
    [LK_T_CIRCUMFLEXEQUAL] = LK_OP_BITXOR + 1,
    [LK_T_LEFTSHIFTEQUAL] = LK_OP_LSHIFT + 1,
    [LK_T_RIGHTSHIFTEQUAL] = LK_OP_RSHIFT + 1,
    [LK_T_DOUBLESTAREQUAL] = LK_OP_POW + 1,
    [LK_T_DOUBLESLASHEQUAL] = LK_OP_FLOORDIV + 1,
};

/* What an annotation or an augmented assignment can have on its left. Tuples and lists can be
 * assigned to, but neither annotated nor augmented. */
static bool is_single_target(const struct lk_py_expr *e)
{
    return e->kind == LK_X_NAME || e->kind == LK_X_ATTRIBUTE || e->kind == LK_X_SUBSCRIPT;
}

/* target ':' expression ['=' (yield_expr | star_expressions)]. A value is optional: `x: int`
 * alone only declares. */
static struct lk_py_stmt *ann_assign(struct lk_parser *p, uint32_t from, struct lk_py_expr *target)
{
    p->tok++;
    struct lk_py_expr *annotation = lk_py_expression(p), *value = NULL;
    if (!annotation || (lk_py_take(p, LK_T_EQUAL) && !(value = lk_py_yield_or_star(p))))
        return NULL;
    lk_py_set_target(target, LK_PY_STORE);
    struct lk_py_stmt *s = lk_py_stmt_new(p, LK_S_ANNASSIGN, from);
    s->ann.target = target;
    s->ann.annotation = annotation;
    s->ann.value = value;
    return s;
}

/* target augassign (yield_expr | star_expressions). The target is evaluated once, so its tree is
 * kept as one. */
static struct lk_py_stmt *aug_assign(struct lk_parser *p, uint32_t from, struct lk_py_expr *target)
{
    uint8_t op = augmented[p->tok++->kind] - 1;
    struct lk_py_expr *value = lk_py_yield_or_star(p);
    if (!value)
        return NULL;
    lk_py_set_target(target, LK_PY_STORE);
    struct lk_py_stmt *s = lk_py_stmt_new(p, LK_S_AUGASSIGN, from);
    s->op = op;
    s->aug.target = target;
    s->aug.value = value;
    return s;
}

/* "… : annotation" behind what is no single target. Only when an annotation really follows;
 * otherwise the colon is an ordinary error. */
static bool check_annotation(struct lk_parser *p, struct lk_py_expr *e)
{
    const char *kind = e->kind == LK_X_LIST ? "list" : e->kind == LK_X_TUPLE ? "tuple" : NULL;
    struct lk_py_mark m = lk_py_mark(p);
    p->tok++;
    if (!lk_py_expression(p))
        return lk_py_back(p, m);
    if (!kind)
        return lk_py_raise(p, e->span, "illegal target for annotation");
    struct lk_py_expr *at = e->kind == LK_X_TUPLE && e->list.n && p->text.p[e->span.from] != '('
                                ? e->list.v[0]
                                : e;
    return lk_py_raise(p, at->span, "only single target (not %s) can be annotated", kind);
}

/* The second pass looks once more at a statement that begins with an expression and is no correct
 * assignment (invalid_assignment); `a = b` inside of it gets a message of its own first. */
static bool check_statement(struct lk_parser *p, const struct lk_py_token *first,
                            struct lk_py_expr *e)
{
    struct lk_py_mark m = lk_py_mark(p);
    if (lk_py_at(p, LK_T_NEWLINE) || lk_py_at(p, LK_T_SEMI) || !lk_py_look(p))
        return true;
    p->tok = first;
    lk_py_tuple_rest(p, lk_py_star_named(p), lk_py_star_named);
    if (!lk_py_back(p, m))
        return false;
    if (lk_py_at(p, LK_T_COLON) && !check_annotation(p, e))
        return false;
    if (augmented[p->tok->kind] && !is_single_target(e)) {
        p->tok++;
        if (lk_py_yield_or_star(p))
            return lk_py_raise(p, e->span, "'%s' is an illegal expression for augmented assignment",
                               lk_py_expr_name(e));
        return lk_py_back(p, m);
    }
    return true;
}

/* target = target = … value; e is the first. */
static struct lk_py_stmt *assign(struct lk_parser *p, const struct lk_py_token *first,
                                 struct lk_py_expr *e)
{
    size_t start = p->list.n;
    while (lk_py_at(p, LK_T_EQUAL)) {
        bool is_yield = e->kind == LK_X_YIELD || e->kind == LK_X_YIELDFROM;
        if (is_yield && !(e->flags & LK_XF_PAREN))
            return lk_py_complain(p, e->span, "assignment to yield expression not possible");
        if (!lk_py_set_target(e, LK_PY_STORE))
            return check_statement(p, first, e) ? lk_py_complain_target(p, e, LK_PY_STORE, false)
                                                : NULL;
        lk_py_list_add(p, e);
        p->tok++;
        if (!(e = lk_py_yield_or_star(p)))
            return NULL;
    }
    struct lk_py_stmt *s = lk_py_stmt_new(p, LK_S_ASSIGN, first->from);
    s->assign.target = lk_py_list_exprs(p, start);
    s->assign.value = e;
    return s;
}

/* Whether what follows e makes an assignment that e can be the target of. It marks the target on
 * the way, which does no harm when the rule fails later. */
static bool is_correct(struct lk_parser *p, struct lk_py_expr *e)
{
    uint8_t k = p->tok->kind;
    if (k == LK_T_COLON || augmented[k])
        return is_single_target(e);
    return k == LK_T_EQUAL && lk_py_set_target(e, LK_PY_STORE);
}

/* assignment | star_expressions | yield_expr: the first expression is read in any case, and then
 * the token behind it tells which statement it begins. */
struct lk_py_stmt *lk_py_assignment(struct lk_parser *p)
{
    const struct lk_py_token *first = p->tok;
    struct lk_py_expr *e = lk_py_yield_or_star(p);
    if (!e || (!is_correct(p, e) && !check_statement(p, first, e)))
        return NULL;
    if (lk_py_at(p, LK_T_EQUAL))
        return assign(p, first, e);
    if (lk_py_at(p, LK_T_COLON) && is_single_target(e))
        return ann_assign(p, first->from, e);
    if (augmented[p->tok->kind] && is_single_target(e))
        return aug_assign(p, first->from, e);
    struct lk_py_stmt *s = lk_py_stmt_new(p, LK_S_EXPR, first->from);
    s->one = e;
    return s;
}
