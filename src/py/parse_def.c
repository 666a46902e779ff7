/* def, class, decorators, type parameters and `type`.
 *
 * Each makes a code record (code.h), whose slots the resolver fills; bounds of type parameters are
 * read and dropped, annotations kept but never evaluated. */
#include "py/rules.h"

/* A code record holds its body by pointer.  It is filled by whoever reads the body. */
static struct lk_py_body *body_new(struct lk_parser *p)
{
    return lk_arena_alloc(p->arena, sizeof(struct lk_py_body));
}

/* A body that begins with a string has it as its docstring.  An f-string or bytes are no
 * docstring. */
static struct lk_py_expr *doc_of(const struct lk_py_body *b)
{
    bool first = b->n && b->v[0]->kind == LK_S_EXPR && b->v[0]->one->kind == LK_X_STR;
    return first ? b->v[0]->one : NULL;
}

/* T, *Ts or **P, each with an optional bound, which is read and dropped.  A bound with stars is a
 * syntax error. */
static struct lk_py_tparam *type_param(struct lk_parser *p)
{
    struct lk_py_tparam *t = lk_arena_alloc(p->arena, sizeof *t);
    uint32_t from = p->tok->from;
    t->stars = lk_py_take(p, LK_T_DOUBLESTAR) ? 2 : lk_py_take(p, LK_T_STAR) ? 1 : 0;
    t->name = lk_py_name_of(p->tok);
    if (!lk_py_expect(p, LK_T_NAME))
        return NULL;
    if (lk_py_take(p, LK_T_COLON) && (t->stars || !lk_py_expression(p)))
        return NULL;
    t->span = lk_py_since(p, from);
    return t;
}

/* '[' type_param (',' type_param)* [','] ']', or nothing.  The syntax of Python 3.12 (PEP 695);
 * empty brackets are an error. */
static bool type_params(struct lk_parser *p, struct lk_py_def *d)
{
    size_t start = p->list.n;
    if (!lk_py_take(p, LK_T_LSQB))
        return true;
    do {
        struct lk_py_tparam *t = p->list.n > start && lk_py_at(p, LK_T_RSQB) ? NULL : type_param(p);
        if (!t && !lk_py_at(p, LK_T_RSQB))
            return false;
        if (t)
            lk_py_list_add(p, t);
    } while (lk_py_take(p, LK_T_COMMA));
    d->tparam = lk_py_list_copy(p, start, sizeof *d->tparam, &d->ntparam);
    return d->ntparam ? lk_py_expect(p, LK_T_RSQB) : (bool)lk_py_fail(p);
}

/* NAME, with the code record of what it will name.  NULL when no name stands there. */
static struct lk_py_def *def_new(struct lk_parser *p, uint8_t kind)
{
    struct lk_py_def *d = lk_arena_alloc(p->arena, sizeof *d);
    const struct lk_py_token *name = p->tok;
    if (!lk_py_expect(p, LK_T_NAME))
        return NULL;
    d->name = lk_py_name_of(name);
    d->name_span = (struct lk_span){p->source, name->from, name->to};
    d->code = lk_py_code_new(p, kind, name->aux, name->from);
    d->code->body = body_new(p);
    return d;
}

/* The statement, once its body is read.  Its span is the code's, too. */
static struct lk_py_stmt *finish(struct lk_parser *p, uint8_t kind, uint32_t from,
                                 struct lk_py_def *d)
{
    struct lk_py_stmt *s = lk_py_stmt_new(p, kind, from);
    s->def = d;
    d->code->span = s->span;
    d->code->doc = doc_of(d->code->body);
    return s;
}

/* ( parameters ) [-> annotation] : Annotations are expressions like others; one that cannot be
 * read is an error at the arrow. */
static bool signature(struct lk_parser *p, struct lk_py_def *d)
{
    if (!lk_py_force(p, LK_T_LPAR) || !lk_py_parameters(p, d->code, LK_T_RPAR) ||
        !lk_py_expect(p, LK_T_RPAR))
        return false;
    const struct lk_py_token *arrow = p->tok;
    if (lk_py_take(p, LK_T_ARROW) && !(d->returns = lk_py_expression(p))) {
        if (lk_py_raised(p))
            return false;
        p->tok = arrow;
    }
    d->code->returns = d->returns;
    return lk_py_force(p, LK_T_COLON);
}

/* ['async'] 'def' NAME [type_params] signature block.  The message about a missing block names
 * the line of `def`, also with async. */
struct lk_py_stmt *lk_py_function(struct lk_parser *p)
{
    const struct lk_py_token *first = p->tok;
    bool is_async = lk_py_take(p, LK_K_ASYNC);
    const struct lk_py_token *word = p->tok++;
    struct lk_py_def *d = def_new(p, LK_PY_CODE_FUNCTION);
    if (!d || !type_params(p, d) || !signature(p, d) ||
        !lk_py_block(p, d->code->body, word, "function definition"))
        return NULL;
    struct lk_py_stmt *s = finish(p, LK_S_FUNCTION, first->from, d);
    if (is_async) {
        s->flags = LK_SF_ASYNC;
        d->code->flags |= LK_PY_ASYNC;
    }
    return s;
}

/* 'class' NAME [type_params] ['(' [arguments] ')'] ':' block.  Arguments of a class are those of
 * a call: bases, metaclass and other keywords. */
struct lk_py_stmt *lk_py_class(struct lk_parser *p)
{
    const struct lk_py_token *word = p->tok++;
    struct lk_py_def *d = def_new(p, LK_PY_CODE_CLASS);
    if (!d || !type_params(p, d))
        return NULL;
    if (lk_py_take(p, LK_T_LPAR)) {
        d->bases = lk_py_arguments(p, false);
        if (!d->bases || !lk_py_expect(p, LK_T_RPAR))
            return NULL;
    }
    if (!lk_py_colon(p) || !lk_py_block(p, d->code->body, word, "class definition"))
        return NULL;
    return finish(p, LK_S_CLASS, word->from, d);
}

/* type NAME [params] = expression; the caller has seen that no other statement begins like this.
 * The value becomes the one return of a function, since it is evaluated when it is asked for. */
struct lk_py_stmt *lk_py_type_alias(struct lk_parser *p)
{
    uint32_t from = p->tok++->from;
    struct lk_py_def *d = def_new(p, LK_PY_CODE_LAMBDA);
    if (!d || !type_params(p, d) || !lk_py_expect(p, LK_T_EQUAL))
        return NULL;
    uint32_t at = p->tok->from;
    struct lk_py_expr *value = lk_py_expression(p);
    if (!value)
        return NULL;
    struct lk_py_stmt *r = lk_py_stmt_new(p, LK_S_RETURN, at);
    size_t start = p->list.n;
    r->one = value;
    lk_py_list_add(p, r);
    *d->code->body = lk_py_list_body(p, start);
    struct lk_py_stmt *s = finish(p, LK_S_TYPEALIAS, from, d);
    return s;
}

/* ('@' named_expression NEWLINE)+ (class | function).  Decorators may be any expression since
 * Python 3.9 (PEP 614). */
struct lk_py_stmt *lk_py_decorated(struct lk_parser *p)
{
    size_t start = p->list.n;
    while (lk_py_take(p, LK_T_AT)) {
        struct lk_py_expr *e = lk_py_named_expression(p);
        if (!e || !lk_py_expect(p, LK_T_NEWLINE))
            return NULL;
        lk_py_list_add(p, e);
    }
    struct lk_py_exprs decorators = lk_py_list_exprs(p, start);
    bool is_async = lk_py_at(p, LK_K_ASYNC) && lk_py_ahead(p) == LK_K_DEF;
    struct lk_py_stmt *s = lk_py_at(p, LK_K_CLASS)             ? lk_py_class(p)
                           : lk_py_at(p, LK_K_DEF) || is_async ? lk_py_function(p)
                                                               : lk_py_fail(p);
    if (s) {
        s->def->decorator = decorators;
        s->def->code->decorated = decorators.v[0]->span;
    }
    return s;
}
