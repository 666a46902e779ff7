/* Primaries: an atom with attributes, calls and subscripts behind it. */
#include "py/rules.h"

/* primary '.' NAME. Keywords are no names: `x.class` is an error at the dot's right. */
static struct lk_py_expr *attribute(struct lk_parser *p, uint32_t from, struct lk_py_expr *value)
{
    p->tok++;
    uint32_t name = p->tok->aux;
    if (!lk_py_expect(p, LK_T_NAME))
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_ATTRIBUTE, from);
    e->attr.value = value;
    e->attr.name = name;
    return e;
}

/* primary '(' [arguments] ')'. A generator expression may stand without brackets of its own. */
static struct lk_py_expr *call(struct lk_parser *p, uint32_t from, struct lk_py_expr *fn)
{
    p->tok++;
    struct lk_py_args *args = lk_py_arguments(p, true);
    if (!args || !lk_py_expect(p, LK_T_RPAR))
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_CALL, from);
    e->call.fn = fn;
    e->call.args = args;
    return e;
}

/* A part of a slice, which may be absent. Told by whether an expression can begin here, so
 * nothing needs to be taken back. */
static bool slice_part(struct lk_parser *p, struct lk_py_expr **out)
{
    if (!lk_py_begins_expression(p))
        return true;
    return (*out = lk_py_expression(p)) != NULL;
}

/* [expression] ':' [expression] [':' [expression]], from the first colon. `a:` and `a::` both
 * have no step. */
static struct lk_py_expr *slice_rest(struct lk_parser *p, uint32_t from, struct lk_py_expr *lower)
{
    struct lk_py_expr *upper = NULL, *step = NULL;
    if (!lk_py_expect(p, LK_T_COLON) || !slice_part(p, &upper))
        return NULL;
    if (lk_py_take(p, LK_T_COLON) && !slice_part(p, &step))
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_SLICE, from);
    e->three.a = lower;
    e->three.b = upper;
    e->three.c = step;
    return e;
}

/* A slice, a named expression or a starred one. A bare `x := y` cannot be the lower bound, which
 * would be ambiguous to read. */
static struct lk_py_expr *slice(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    if (lk_py_at(p, LK_T_STAR))
        return lk_py_starred(p);
    if (lk_py_at(p, LK_T_COLON))
        return slice_rest(p, from, NULL);
    struct lk_py_expr *e = lk_py_named_expression(p);
    bool bare = e && !(e->kind == LK_X_NAMED && !(e->flags & LK_XF_PAREN));
    return bare && lk_py_at(p, LK_T_COLON) ? slice_rest(p, from, e) : e;
}

/* One slice, or a tuple of slices and starred expressions; a starred one alone is a tuple too.
 * x[*a] is x[(*a,)], since Python 3.11. */
static struct lk_py_expr *slices(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    struct lk_py_expr *first = slice(p);
    if (!first || (first->kind != LK_X_STARRED && !lk_py_at(p, LK_T_COMMA)))
        return first;
    size_t start = p->list.n;
    lk_py_list_add(p, first);
    while (lk_py_take(p, LK_T_COMMA) && !lk_py_at(p, LK_T_RSQB)) {
        struct lk_py_expr *e = slice(p);
        if (!e)
            return NULL;
        lk_py_list_add(p, e);
    }
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_TUPLE, from);
    e->list = lk_py_list_exprs(p, start);
    return e;
}

/* primary '[' slices ']'. An empty pair of brackets is an error: there is no expression in it. */
static struct lk_py_expr *subscript(struct lk_parser *p, uint32_t from, struct lk_py_expr *value)
{
    p->tok++;
    struct lk_py_expr *index = slices(p);
    if (!index || !lk_py_expect(p, LK_T_RSQB))
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, LK_X_SUBSCRIPT, from);
    e->two.a = value;
    e->two.b = index;
    return e;
}

/* atom (attribute | call | subscript)*: a loop, so that chains may be long. */
struct lk_py_expr *lk_py_primary(struct lk_parser *p)
{
    uint32_t from = p->tok->from;
    struct lk_py_expr *e = lk_py_atom(p);
    while (e) {
        if (lk_py_at(p, LK_T_DOT))
            e = attribute(p, from, e);
        else if (lk_py_at(p, LK_T_LPAR))
            e = call(p, from, e);
        else if (lk_py_at(p, LK_T_LSQB))
            e = subscript(p, from, e);
        else
            break;
    }
    return e;
}
