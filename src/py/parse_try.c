/* try, except, except*, finally. */
#include "py/rules.h"

/* except A, B: was Python 2. CPython says so only where the rest could be such a handler;
 * anything else is a plain syntax error. True: nothing to complain about. */
static bool check_comma(struct lk_parser *p, struct lk_py_expr *type)
{
    if (!lk_py_at(p, LK_T_COMMA) || !lk_py_look(p))
        return true;
    struct lk_py_mark m = lk_py_mark(p);
    p->tok++;
    struct lk_py_expr *e = lk_py_star_expressions(p);
    /* `except A, B as e:` counts as well. */
    bool named = e && lk_py_take(p, LK_K_AS) ? lk_py_take(p, LK_T_NAME) : e != NULL;
    if (named && lk_py_at(p, LK_T_COLON))
        return lk_py_raise(p, type->span, "multiple exception types must be parenthesized");
    return lk_py_back(p, m);
}

/* The type and name of a handler, with the colon. A bare except catches everything; except* must
 * name types. */
static bool handler_head(struct lk_parser *p, struct lk_py_handler *h, bool star)
{
    if (star && (lk_py_at(p, LK_T_NEWLINE) || lk_py_at(p, LK_T_COLON)))
        return lk_py_complain(p, lk_py_here(p), "expected one or more exception types");
    if (!lk_py_at(p, LK_T_COLON) && !lk_py_at(p, LK_T_NEWLINE)) {
        h->type = lk_py_expression(p);
        if (!h->type || !check_comma(p, h->type))
            return false;
        if (lk_py_take(p, LK_K_AS)) {
            h->named = true;
            h->name = lk_py_name_of(p->tok);
            if (!lk_py_expect(p, LK_T_NAME))
                return false;
        }
    }
    return lk_py_colon(p);
}

/* 'except' ['*'] [expression ['as' NAME]] ':' block. The name is only a name: attributes and
 * tuples are no targets here. */
static struct lk_py_handler *handler(struct lk_parser *p, bool star)
{
    const struct lk_py_token *word = p->tok++;
    struct lk_py_handler *h = lk_arena_alloc(p->arena, sizeof *h);
    p->tok += star;
    if (!handler_head(p, h, star) ||
        !lk_py_block(p, &h->body, word, star ? "'except*' statement" : "'except' statement"))
        return NULL;
    h->span = lk_py_since(p, word->from);
    return h;
}

/* All handlers must be of one form. *star tells which; none at all is fine where a finally
 * follows. */
static bool handlers(struct lk_parser *p, struct lk_py_try *t, bool *star)
{
    size_t start = p->list.n;
    *star = lk_py_at(p, LK_K_EXCEPT) && lk_py_ahead(p) == LK_T_STAR;
    while (lk_py_at(p, LK_K_EXCEPT)) {
        /* The first handler has set the form. */
        if ((lk_py_ahead(p) == LK_T_STAR) != *star)
            return lk_py_complain(p, lk_py_here(p), "cannot have both 'except' and 'except*' on "
                                  "the same 'try'");
        struct lk_py_handler *h = handler(p, *star);
        if (!h)
            return false;
        lk_py_list_add(p, h);
    }
    t->handler = lk_py_list_copy(p, start, sizeof *t->handler, &t->nhandler);
    return true;
}

/* ['finally' ':' block]. The block runs however the statement is left. */
static bool finally(struct lk_parser *p, struct lk_py_try *t)
{
    const struct lk_py_token *word = p->tok;
    if (!lk_py_take(p, LK_K_FINALLY))
        return true;
    return lk_py_force(p, LK_T_COLON) && lk_py_block(p, &t->final, word, "'finally' statement");
}

/* 'try' ':' block (handlers [else_block] [finally_block] | finally_block). else needs a handler
 * before it. One of except and finally has to be there. */
struct lk_py_stmt *lk_py_try(struct lk_parser *p)
{
    const struct lk_py_token *word = p->tok++;
    struct lk_py_try *t = lk_arena_alloc(p->arena, sizeof *t);
    bool star;
    if (!lk_py_force(p, LK_T_COLON) || !lk_py_block(p, &t->body, word, "'try' statement"))
        return NULL;
    if (!lk_py_at(p, LK_K_EXCEPT) && !lk_py_at(p, LK_K_FINALLY))
        return lk_py_complain(p, lk_py_here(p), "expected 'except' or 'finally' block");
    if (!handlers(p, t, &star) || (t->nhandler && !lk_py_else(p, &t->orelse)) || !finally(p, t))
        return NULL;
    struct lk_py_stmt *s = lk_py_stmt_new(p, LK_S_TRY, word->from);
    s->try = t;
    s->flags = star ? LK_SF_STAR : 0;
    return s;
}
