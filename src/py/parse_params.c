/* Parameters of functions and lambdas, and lambda itself.
 *
 * They are read in any order and checked on the way; *args and **kwargs are moved to the end, where
 * the code record has them. */
#include "py/rules.h"

/* The list that is being read: where it ends, what has been seen of it, and the two starred
 * parameters. */
struct params {
    struct lk_py_code *code;
    uint8_t closing;
    bool lambda;
    bool dflt, slash, star;    /* seen: a default among the positional ones, /, * */
    size_t start;
    struct lk_py_param *args, *kwargs;
};

/* [':' expression]; behind a star also ':' '*' expression.  A lambda has none. A colon ends its
 * parameters. False: the expression failed. */
static bool annotation(struct lk_parser *p, struct params *q, struct lk_py_param *a, bool star)
{
    if (q->lambda || !lk_py_take(p, LK_T_COLON))
        return true;
    a->annotation = star ? lk_py_star_expression(p) : lk_py_expression(p);
    return a->annotation != NULL;
}

/* ['=' expression]. `a=` with nothing behind it has a message of its own. */
static bool default_value(struct lk_parser *p, struct lk_py_param *a)
{
    struct lk_span equal = lk_py_here(p);
    if (!lk_py_take(p, LK_T_EQUAL))
        return true;
    if (lk_py_at(p, LK_T_RPAR) || lk_py_at(p, LK_T_COMMA))
        return lk_py_complain(p, equal, "expected default value expression");
    a->dflt = lk_py_expression(p);
    return a->dflt != NULL;
}

/* NAME [: annotation]; the default is read by those who allow one. `star` is set behind '*',
 * where *Ts is allowed as an annotation. */
static struct lk_py_param *param(struct lk_parser *p, struct params *q, bool star)
{
    const struct lk_py_token *t = p->tok;
    if (!lk_py_expect(p, LK_T_NAME))
        return NULL;
    struct lk_py_param *a = lk_arena_alloc(p->arena, sizeof *a);
    a->name = lk_py_name_of(t);
    if (!annotation(p, q, a, star))
        return NULL;
    a->span = lk_py_since(p, t->from);
    return a;
}

/* A parameter without stars: positional before '*', keyword-only behind it. Once a positional
 * one has a default all later ones need one; keyword-only ones are free. */
static bool plain(struct lk_parser *p, struct params *q)
{
    struct lk_py_param *a = param(p, q, false);
    if (!a || !default_value(p, a))
        return false;
    if (!q->star && q->dflt && !a->dflt)
        return lk_py_complain(p, a->span, "non-default argument follows default argument");
    q->dflt |= a->dflt != NULL;
    if (q->star)
        q->code->nkwonly++;
    else
        q->code->npos++;
    lk_py_list_add(p, a);
    return true;
}

/* '/': those before it are positional only. It may stand once, behind at least one and before
 * any star. */
static bool slash(struct lk_parser *p, struct params *q)
{
    struct lk_span here = lk_py_here(p);
    const char *why = q->star                 ? "/ must be ahead of *"
                      : q->slash              ? "/ may appear only once"
                      : q->code->npos == 0    ? "at least one argument must precede /"
                                              : NULL;
    if (why && !q->star && !q->slash && lk_py_ahead(p) != LK_T_COMMA)
        return lk_py_fail(p);
    if (why)
        return lk_py_complain(p, here, "%s", why);
    p->tok++;
    q->slash = true;
    /* All so far can be given by position only. */
    q->code->nposonly = q->code->npos;
    if (lk_py_at(p, LK_T_STAR))
        return lk_py_complain(p, lk_py_here(p), "expected comma between / and *");
    return true;
}

/* *args: *Ts. A default behind it is a plain syntax error in CPython's grammar. */
static bool has_star_annotation(const struct lk_py_param *a)
{
    return a->annotation && a->annotation->kind == LK_X_STARRED;
}

/* '*' [param]: those behind it are keyword-only. A bare one needs a name to follow. */
static bool star(struct lk_parser *p, struct params *q)
{
    struct lk_span here = lk_py_here(p);
    if (q->star)
        return lk_py_complain(p, here, "* argument may appear only once");
    p->tok++;
    q->star = true;
    if (!lk_py_at(p, LK_T_COMMA) && !lk_py_at(p, q->closing)) {
        q->args = param(p, q, true);
        q->code->flags |= LK_PY_VARARGS;
        if (q->args && lk_py_at(p, LK_T_EQUAL) && !has_star_annotation(q->args))
            return lk_py_complain(p, lk_py_here(p),
                                  "var-positional argument cannot have default value");
        return q->args != NULL;
    }
    /* What stands behind a bare star and its comma. */
    uint8_t next = lk_py_at(p, LK_T_COMMA) ? lk_py_ahead(p) : q->closing;
    if (next == q->closing || next == LK_T_DOUBLESTAR)
        return lk_py_complain(p, here, "named arguments must follow bare *");
    return true;
}

/* '**' param, the last one. A comma may follow it, but nothing else. */
static bool double_star(struct lk_parser *p, struct params *q)
{
    p->tok++;
    q->kwargs = param(p, q, false);
    q->code->flags |= LK_PY_VARKEYWORDS;
    if (!q->kwargs)
        return false;
    if (lk_py_at(p, LK_T_EQUAL))
        return lk_py_complain(p, lk_py_here(p),
                              "var-keyword argument cannot have default value");
    if (lk_py_at(p, LK_T_COMMA) && lk_py_ahead(p) != q->closing) {
        p->tok++;
        return lk_py_complain(p, lk_py_here(p), "arguments cannot follow var-keyword argument");
    }
    return true;
}

/* One item of the list. Told by its first token; parameters in brackets were Python 2. */
static bool one(struct lk_parser *p, struct params *q)
{
    switch (p->tok->kind) {
    case LK_T_SLASH:
        return slash(p, q);
    case LK_T_STAR:
        return star(p, q);
    case LK_T_DOUBLESTAR:
        return double_star(p, q);
    case LK_T_LPAR:
        if (lk_py_ahead(p) == LK_T_NAME && !q->star && !q->dflt)
            return lk_py_complain(p, lk_py_here(p), "%s parameters cannot be parenthesized",
                                  q->lambda ? "Lambda expression" : "Function");
        break;
    }
    return plain(p, q);
}

/* All parameters; the counts in the code record tell the kinds apart afterwards. `closing` is
 * the token that ends them: a bracket, or the colon of a lambda, where annotations are not
 * possible. */
bool lk_py_parameters(struct lk_parser *p, struct lk_py_code *code, uint8_t closing)
{
    struct params q = {.code = code, .closing = closing, .lambda = closing == LK_T_COLON,
                       .start = p->list.n};
    while (!lk_py_at(p, closing)) {
        if (!one(p, &q))
            return false;
        if (!lk_py_take(p, LK_T_COMMA))
            break;
    }
    /* Behind all others, whatever stood after them in the text. */
    if (q.args)
        lk_py_list_add(p, q.args);
    if (q.kwargs)
        lk_py_list_add(p, q.kwargs);
    code->param = lk_py_list_copy(p, q.start, sizeof *code->param, &code->nparam);
    return true;
}

/* The body of a lambda is a return statement. So the rest of the program knows functions of one
 * form only. */
static struct lk_py_body *return_body(struct lk_parser *p, struct lk_py_expr *value)
{
    struct lk_py_body *b = lk_arena_alloc(p->arena, sizeof *b);
    struct lk_py_stmt *s = lk_py_stmt_new(p, LK_S_RETURN, value->span.from);
    s->one = value;
    b->v = lk_arena_array(p->arena, 1, sizeof *b->v);
    b->v[0] = s;
    b->n = 1;
    return b;
}

/* 'lambda' [parameters] ':' expression. Its code record is named <lambda>, as tracebacks show
 * it. */
struct lk_py_expr *lk_py_lambda(struct lk_parser *p)
{
    uint32_t from = p->tok++->from;
    struct lk_py_code *code = lk_py_code_new(p, LK_PY_CODE_LAMBDA, LK_W_LAMBDA, from);
    if (!lk_py_parameters(p, code, LK_T_COLON) || !lk_py_expect(p, LK_T_COLON))
        return NULL;
    struct lk_py_expr *value = lk_py_expression(p);
    if (!value)
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_LAMBDA, from);
    code->body = return_body(p, value);
    code->span = e->span;
    e->fn = code;
    return e;
}
