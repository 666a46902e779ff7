/* if, while, for, with, and async before def, for and with.
 *
 * Blocks are read by lk_py_block, which is told what they belong to, for the message when one is
 * missing. */
#include "py/rules.h"

/* ['else' ':' block], of if, while, for and try. `out` stays empty where there is none. */
bool lk_py_else(struct lk_parser *p, struct lk_py_body *out)
{
    const struct lk_py_token *word = p->tok;
    if (!lk_py_take(p, LK_K_ELSE))
        return true;
    return lk_py_force(p, LK_T_COLON) && lk_py_block(p, out, word, "'else' statement");
}

/* keyword test : block. `what` names the statement when its block is missing. */
static struct lk_py_stmt *branch(struct lk_parser *p, uint8_t kind, const char *what)
{
    const struct lk_py_token *word = p->tok++;
    struct lk_py_expr *test = lk_py_named_expression(p);
    struct lk_py_body body;
    if (!test || !lk_py_colon(p) || !lk_py_block(p, &body, word, what))
        return NULL;
    struct lk_py_stmt *s = lk_py_stmt_new(p, kind, word->from);
    s->branch.test = test;
    s->branch.body = body;
    return s;
}

/* A body of one statement. For the elif that becomes the else of the branch before it. */
static void only(struct lk_parser *p, struct lk_py_body *out, struct lk_py_stmt *s)
{
    size_t start = p->list.n;
    lk_py_list_add(p, s);
    *out = lk_py_list_body(p, start);
}

/* An elif is an if in the else of the one before; the chain is built without recursion, and then
 * the ends of all its spans are set to its end. */
struct lk_py_stmt *lk_py_if(struct lk_parser *p)
{
    struct lk_py_stmt *first = branch(p, LK_S_IF, "'if' statement"), *last = first;
    while (last && lk_py_at(p, LK_K_ELIF)) {
        struct lk_py_stmt *s = branch(p, LK_S_IF, "'elif' statement");
        if (!s)
            return NULL;
        only(p, &last->branch.orelse, s);
        last = s;
    }
    if (!last || !lk_py_else(p, &last->branch.orelse))
        return NULL;
    /* Every statement of the chain ends where the last block ends. */
    for (struct lk_py_stmt *s = first;; s = s->branch.orelse.v[0]) {
        s->span = lk_py_since(p, s->span.from);
        if (s == last)
            return first;
    }
}

/* 'while' named_expression ':' block [else_block]. The span ends with the else block. */
struct lk_py_stmt *lk_py_while(struct lk_parser *p)
{
    struct lk_py_stmt *s = branch(p, LK_S_WHILE, "'while' statement");
    if (!s || !lk_py_else(p, &s->branch.orelse))
        return NULL;
    s->span = lk_py_since(p, s->span.from);
    return s;
}

/* 'for' star_targets 'in' star_expressions ':' block [else_block]. The targets are read by a
 * rule of their own that stops at `in`. */
struct lk_py_stmt *lk_py_for(struct lk_parser *p)
{
    const struct lk_py_token *word = p->tok++;
    struct lk_py_stmt *s = lk_py_stmt_new(p, LK_S_FOR, word->from);
    s->loop = lk_arena_alloc(p->arena, sizeof *s->loop);
    s->loop->head.target = lk_py_star_targets(p);
    if (!s->loop->head.target || !lk_py_expect(p, LK_K_IN))
        return NULL;
    s->loop->head.iter = lk_py_star_expressions(p);
    if (!s->loop->head.iter || !lk_py_colon(p) ||
        !lk_py_block(p, &s->loop->body, word, "'for' statement") ||
        !lk_py_else(p, &s->loop->orelse))
        return NULL;
    s->span = lk_py_since(p, word->from);
    return s;
}

/* A line end is none, but the colon that is missing then is noticed better without the target. */
static bool ends_item(const struct lk_parser *p)
{
    return lk_py_at(p, LK_T_COMMA) || lk_py_at(p, LK_T_RPAR) || lk_py_at(p, LK_T_COLON) ||
           lk_py_at(p, LK_T_NEWLINE);
}

/* The target after `as`; what it can be followed by tells whether it was one. When it was none,
 * the second pass reads it as an expression to name what cannot be assigned to. */
static bool with_target(struct lk_parser *p, struct lk_py_withitem *w)
{
    struct lk_py_mark m = lk_py_mark(p);
    w->target = lk_py_star_target(p);
    if (w->target && ends_item(p) && lk_py_set_target(w->target, LK_PY_STORE))
        return true;
    lk_py_fail(p);
    if (!lk_py_look(p) || !lk_py_back(p, m))
        return false;
    struct lk_py_expr *e = lk_py_expression(p);
    bool end = ends_item(p) && !lk_py_at(p, LK_T_NEWLINE);
    return e && end ? lk_py_complain_target(p, e, LK_PY_STORE, false) : NULL;
}

/* expression ['as' star_target]. The target stays NULL without `as`. */
static bool with_item(struct lk_parser *p)
{
    struct lk_py_withitem *w = lk_arena_alloc(p->arena, sizeof *w);
    w->value = lk_py_expression(p);
    if (!w->value || (lk_py_take(p, LK_K_AS) && !with_target(p, w)))
        return false;
    lk_py_list_add(p, w);
    return true;
}

/* ( items [,] ) :, tried without diagnosis, but for the colon. `with (a, b):` might also be one
 * tuple, which only what follows the bracket tells; so a failure here is no error yet. */
static bool bracketed_items(struct lk_parser *p, bool diagnose)
{
    /* Nothing may be said about a reading that is only tried. */
    p->diagnose = false;
    p->tok++;
    do {
        /* A comma behind the last item. */
        if (lk_py_at(p, LK_T_RPAR) && p->tok[-1].kind == LK_T_COMMA)
            break;
        if (!with_item(p))
            return false;
    } while (lk_py_take(p, LK_T_COMMA));
    p->diagnose = diagnose;
    return lk_py_expect(p, LK_T_RPAR) && lk_py_colon(p);
}

/* The items with brackets around all of them, if that fits; else without. CPython's grammar
 * tries them in the same order. */
static bool with_items(struct lk_parser *p)
{
    struct lk_py_mark m = lk_py_mark(p);
    if (lk_py_at(p, LK_T_LPAR)) {
        if (bracketed_items(p, m.diagnose))
            return true;
        /* The second reading starts where the bracket stands. */
        if (!lk_py_back(p, m))
            return false;
    }
    do
        if (!with_item(p))
            return false;
    while (lk_py_take(p, LK_T_COMMA));
    return lk_py_colon(p);
}

/* 'with' items ':' block */
struct lk_py_stmt *lk_py_with(struct lk_parser *p)
{
    const struct lk_py_token *word = p->tok++;
    struct lk_py_stmt *s = lk_py_stmt_new(p, LK_S_WITH, word->from);
    size_t start = p->list.n;
    if (!with_items(p))
        return NULL;
    s->with.item = lk_py_list_copy(p, start, sizeof *s->with.item, &s->with.nitem);
    if (!lk_py_block(p, &s->with.body, word, "'with' statement"))
        return NULL;
    s->span = lk_py_since(p, word->from);
    return s;
}

/* 'async' (def | for | with). The flag is all that tells it from the plain statement; running it
 * is refused later. */
struct lk_py_stmt *lk_py_async(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    if (lk_py_ahead(p) == LK_K_DEF)
        return lk_py_function(p);
    p->tok++;
    struct lk_py_stmt *s = lk_py_at(p, LK_K_FOR)    ? lk_py_for(p)
                           : lk_py_at(p, LK_K_WITH) ? lk_py_with(p)
                                                    : lk_py_fail(p);
    if (!s)
        return NULL;
    s->flags |= LK_SF_ASYNC;
    s->span.from = from;
    return s;
}
