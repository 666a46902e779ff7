/* What can be assigned to or deleted, and what is said when something else stands there.
 *
 * Targets are read as expressions and then given the store (or delete) context; the names of the
 * kinds are CPython's (_PyPegen_get_expr_name). */
#include "py/rules.h"

static const char *const expr_names[LK_X_COUNT] = {
    [LK_X_NONE] = "None",
    [LK_X_TRUE] = "True",
    [LK_X_FALSE] = "False",
    [LK_X_ELLIPSIS] = "ellipsis",
    [LK_X_INT] = "literal",
    [LK_X_BIGINT] = "literal",
    [LK_X_FLOAT] = "literal",
    [LK_X_IMAGINARY] = "literal",
    [LK_X_STR] = "literal",
    [LK_X_BYTES] = "literal",
    [LK_X_FSTRING] = "f-string expression",
    [LK_X_FORMATTED] = "f-string expression",
    [LK_X_NAME] = "name",
    [LK_X_ATTRIBUTE] = "attribute",
    [LK_X_SUBSCRIPT] = "subscript",
    [LK_X_SLICE] = "slice",
    [LK_X_STARRED] = "starred",
    [LK_X_TUPLE] = "tuple",
    [LK_X_LIST] = "list",
    [LK_X_SET] = "set display",
    [LK_X_DICT] = "dict literal",
    [LK_X_UNARY] = "expression",
    [LK_X_BINARY] = "expression",
    [LK_X_BOOL] = "expression",
    [LK_X_COMPARE] = "comparison",
    [LK_X_IF] = "conditional expression",
    [LK_X_NAMED] = "named expression",
    [LK_X_CALL] = "function call",
    [LK_X_LAMBDA] = "lambda",
    [LK_X_LISTCOMP] = "list comprehension",
    [LK_X_SETCOMP] = "set comprehension",
    [LK_X_DICTCOMP] = "dict comprehension",
    [LK_X_GENEXP] = "generator expression",
    [LK_X_YIELD] = "yield expression",
    [LK_X_YIELDFROM] = "yield expression",
    [LK_X_AWAIT] = "await expression",
};

/* The kind of an expression as CPython names it in "cannot assign to …". */
const char *lk_py_expr_name(const struct lk_py_expr *e)
{
    return expr_names[e->kind];
}

/* The part of e that cannot be assigned to, or NULL.  CPython looks into `a in b` behind `for`.
 * A star cannot be deleted. In `for` a comparison other than `in` is not judged, since the
 * loop's own `in` may be missing. */
static struct lk_py_expr *invalid_part(struct lk_py_expr *e, enum lk_py_ctx ctx, bool in_for)
{
    struct lk_py_expr *bad = NULL;
    switch (e->kind) {
    case LK_X_LIST: case LK_X_TUPLE:
        for (uint32_t i = 0; i < e->list.n && !bad; i++)
            bad = invalid_part(e->list.v[i], ctx, in_for);
        return bad;
    case LK_X_STARRED:
        return ctx == LK_PY_DEL ? e : invalid_part(e->one, ctx, in_for);
    case LK_X_COMPARE:
        if (in_for && e->cmp.op[0] == LK_OP_IN)
            return invalid_part(e->cmp.v[0], ctx, in_for);
        return in_for ? NULL : e;
    case LK_X_NAME: case LK_X_ATTRIBUTE: case LK_X_SUBSCRIPT:
        return NULL;
    }
    return e;
}

/* CPython points at the innermost part that is to blame, not at the whole. Always NULL, so that
 * rules of any type can return it. */
void *lk_py_complain_target(struct lk_parser *p, struct lk_py_expr *e, enum lk_py_ctx ctx,
                            bool in_for)
{
    struct lk_py_expr *bad = invalid_part(e, ctx, in_for);
    const char *verb = ctx == LK_PY_DEL ? "delete" : "assign to";
    if (!bad)
        /* It could be a target, so that something else is wrong. */
        return lk_py_complain(p, e->span, "invalid syntax");
    return lk_py_complain(p, bad->span, "cannot %s %s", verb, lk_py_expr_name(bad));
}

/* Gives targets inside targets their context. Stars and displays are entered; attributes and
 * subscripts keep the load context inside. */
static void set_context(struct lk_py_expr *e, enum lk_py_ctx ctx)
{
    e->ctx = (uint8_t)ctx;
    if (e->kind == LK_X_STARRED)
        set_context(e->one, ctx);
    if (e->kind == LK_X_TUPLE || e->kind == LK_X_LIST)
        for (uint32_t i = 0; i < e->list.n; i++)
            set_context(e->list.v[i], ctx);
}

/* A star behind a star is no target; other uses of it are the resolver's to refuse. False leaves
 * the expression as it was. */
bool lk_py_set_target(struct lk_py_expr *e, enum lk_py_ctx ctx)
{
    bool star = e->kind == LK_X_STARRED && e->one->kind == LK_X_STARRED;
    if (star || invalid_part(e, ctx, false))
        return false;
    set_context(e, ctx);
    return true;
}

/* ['*'] primary. A primary, so that `in` and commas end it; whether it can be a target is asked
 * later. */
struct lk_py_expr *lk_py_star_target(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    if (!lk_py_take(p, LK_T_STAR))
        return lk_py_primary(p);
    struct lk_py_expr *value = lk_py_primary(p);
    if (!value)
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_STARRED, from);
    e->one = value;
    return e;
}

/* What stands there instead of targets is read as expressions to find its name. Done in the
 * second pass only, which looks for messages. */
static void *complain_for(struct lk_parser *p, struct lk_py_mark m)
{
    if (!lk_py_look(p) || !lk_py_back(p, m))
        return NULL;
    struct lk_py_expr *e = lk_py_star_expressions(p);
    return e ? lk_py_complain_target(p, e, LK_PY_STORE, true) : NULL;
}

/* star_targets before `in`: primaries with commas.  Comparison is out of reach here, so that
 * `in` stays for the loop. A comma makes a tuple, also behind a single one. */
struct lk_py_expr *lk_py_star_targets(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    struct lk_py_mark m = lk_py_mark(p);
    struct lk_py_expr *first = lk_py_star_target(p);
    struct lk_py_expr *e = lk_py_tuple_rest(p, first, lk_py_star_target);
    if (e && e != first)
        e->span.from = from;
    if (e && lk_py_at(p, LK_K_IN) && lk_py_set_target(e, LK_PY_STORE))
        return e;
    lk_py_fail(p);
    return complain_for(p, m);
}
