/* Arguments of calls and of class statements, with CPython's rules of their order.
 *
 *  * Positional arguments and *iterables stand in one list, in which the evaluator finds STARRED
 * nodes; keywords and **mappings in another.  *iterables may follow keywords, plain arguments
 * may not. */
#include "py/rules.h"

/* Arguments of one call while they are read. Positional ones wait in the parser's list, since
 * calls nest and the arena cannot give back. */
struct reading {
    struct lk_py_args *args;
    size_t arg, keyword;       /* starts of the lists: keywords are kept apart until the end */
    struct lk_py_keyword *last;
    uint32_t nkeyword, cap;
    const struct lk_py_token *first;
};

/* Room for one more keyword argument. Doubled as needed; the outgrown array is left to the
 * arena. */
static struct lk_py_keyword *keyword_new(struct lk_parser *p, struct reading *r)
{
    if (r->nkeyword == r->cap) {
        uint32_t cap = r->cap ? r->cap * 2 : 4;
        struct lk_py_keyword *v = lk_arena_array(p->arena, cap, sizeof *v);
        if (r->nkeyword)
            memcpy(v, r->args->keyword, r->nkeyword * sizeof *v);
        r->args->keyword = v;
        r->cap = cap;
    }
    return &r->args->keyword[r->nkeyword++];
}

/* name=value, or **value with no name. Its place in the text reaches from the name to the end of
 * the value, for the error about repeated ones. */
static bool add_keyword(struct lk_parser *p, struct reading *r, uint32_t name, uint32_t from,
                        struct lk_py_expr *value)
{
    if (!value)
        return false;
    *keyword_new(p, r) = (struct lk_py_keyword){value, name, lk_py_since(p, from)};
    return true;
}

/* f(a=x for x in y). A comprehension cannot have an assignment as its element; a comparison was
 * meant. */
static bool check_keyword_comp(struct lk_parser *p, const struct lk_py_token *name)
{
    if (!lk_py_begins_comp(p))
        return true;
    struct lk_span span = {p->source, name->from, name[1].to};
    return lk_py_complain(p, span,
                          "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
}

/* NAME '=' expression */
static bool keyword_arg(struct lk_parser *p, struct reading *r)
{
    const struct lk_py_token *name = p->tok;
    p->tok += 2;
    struct lk_py_expr *value = lk_py_expression(p);
    return value && check_keyword_comp(p, name) &&
           add_keyword(p, r, name->aux, name->from, value);
}

/* '**' expression */
static bool double_star_arg(struct lk_parser *p, struct reading *r)
{
    uint32_t from = p->tok++->from;
    r->args->starstar = true;
    return add_keyword(p, r, LK_PY_NO_SLOT, from, lk_py_expression(p));
}

/* '*' expression, anywhere before the first '**' */
static bool star_arg(struct lk_parser *p, struct reading *r)
{
    uint32_t from = p->tok->from;
    if (r->args->starstar)
        return lk_py_complain(p, lk_py_here(p), "iterable argument unpacking follows keyword "
                              "argument unpacking");
    p->tok++;
    struct lk_py_expr *value = lk_py_expression(p);
    if (!value)
        return false;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_STARRED, from);
    e->one = value;
    r->args->star = true;
    lk_py_list_add(p, e);
    return true;
}

/* "expression = …" where only a name may stand (invalid_kwarg). */
static void *complain_assignment(struct lk_parser *p, const struct lk_py_token *first)
{
    uint8_t k = first->kind;
    struct lk_span span = {p->source, first->from, p->tok->to};
    if (p->tok == first + 1 && (k == LK_K_TRUE || k == LK_K_FALSE || k == LK_K_NONE))
        return lk_py_complain(p, span, "cannot assign to %s", lk_py_token_text(k));
    return lk_py_complain(p, span,
                          "expression cannot contain assignment, perhaps you meant \"==\"?");
}

/* assignment_expression | expression !':=' */
static struct lk_py_expr *plain_value(struct lk_parser *p)
{
    bool named = lk_py_at(p, LK_T_NAME) && lk_py_ahead(p) == LK_T_COLONEQUAL;
    struct lk_py_expr *e = named ? lk_py_named_expression(p) : lk_py_expression(p);
    return e && lk_py_at(p, LK_T_COLONEQUAL) ? lk_py_fail(p) : e;
}

/* A generator expression without brackets of its own may only be the whole call. */
static struct lk_py_expr *bare_genexp(struct lk_parser *p, struct reading *r,
                                      struct lk_py_expr *elt, const struct lk_py_token *first)
{
    bool only = p->list.n == r->arg && r->nkeyword == 0;
    struct lk_py_expr *e = lk_py_comprehension(p, LK_X_GENEXP, elt, NULL, 0);
    if (!e)
        return NULL;
    if (!only || !lk_py_at(p, LK_T_RPAR)) {
        struct lk_span span = {p->source, first->from, e->span.to};
        return lk_py_complain(p, span, "Generator expression must be parenthesized");
    }
    e->span.from = r->first->from;
    e->span.to = p->tok->to;
    return e;
}

/* Positional arguments come before keyword arguments. Reported at the token behind the argument. */
static void *complain_order(struct lk_parser *p, struct reading *r)
{
    return lk_py_complain(p, lk_py_here(p), "positional argument follows keyword argument%s",
                          r->args->starstar ? " unpacking" : "");
}

/* A positional argument, or the generator expression that is the only one. */
static bool plain_arg(struct lk_parser *p, struct reading *r, bool genexp)
{
    const struct lk_py_token *first = p->tok;
    struct lk_py_expr *e = plain_value(p);
    if (!e)
        return false;
    if (lk_py_at(p, LK_T_EQUAL))
        return complain_assignment(p, first);
    if (genexp && lk_py_begins_comp(p) && !(e = bare_genexp(p, r, e, first)))
        return false;
    if (r->nkeyword)
        return complain_order(p, r);
    lk_py_list_add(p, e);
    return true;
}

/* Any of the four forms, told apart by one or two tokens. */
static bool argument(struct lk_parser *p, struct reading *r, bool genexp)
{
    if (lk_py_at(p, LK_T_STAR))
        return star_arg(p, r);
    if (lk_py_at(p, LK_T_DOUBLESTAR))
        return double_star_arg(p, r);
    if (lk_py_at(p, LK_T_NAME) && lk_py_ahead(p) == LK_T_EQUAL)
        return keyword_arg(p, r);
    return plain_arg(p, r, genexp);
}

/* arguments: what stands between the brackets of a call or class; the closing bracket is left
 * for the caller, who knows what else could have stood there. */
struct lk_py_args *lk_py_arguments(struct lk_parser *p, bool genexp)
{
    struct reading r = {.arg = p->list.n, .first = p->tok - 1};
    r.args = lk_arena_alloc(p->arena, sizeof *r.args);
    while (!lk_py_at(p, LK_T_RPAR)) {
        if (!argument(p, &r, genexp))
            return NULL;
        if (!lk_py_take(p, LK_T_COMMA))
            break;
    }
    r.args->arg = lk_py_list_exprs(p, r.arg);
    r.args->nkeyword = r.nkeyword;
    return r.args;
}
