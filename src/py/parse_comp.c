/* Comprehensions and generator expressions: the clauses behind the element.
 *
 * A generator expression gets a code record of its own; the others live in the frame around them
 * (see struct lk_py_inline). */
#include "py/rules.h"

bool lk_py_begins_comp(const struct lk_parser *p)
{
    return lk_py_at(p, LK_K_FOR) || (lk_py_at(p, LK_K_ASYNC) && lk_py_ahead(p) == LK_K_FOR);
}

/* ('if' disjunction)* */
static bool conditions(struct lk_parser *p, struct lk_py_exprs *out)
{
    size_t start = p->list.n;
    while (lk_py_take(p, LK_K_IF)) {
        struct lk_py_expr *e = lk_py_disjunction(p);
        if (!e)
            return false;
        lk_py_list_add(p, e);
    }
    *out = lk_py_list_exprs(p, start);
    return true;
}

/* [async] for targets in disjunction [if disjunction]… */
static struct lk_py_for *clause(struct lk_parser *p)
{
    struct lk_py_for *f = lk_arena_alloc(p->arena, sizeof *f);
    f->is_async = lk_py_take(p, LK_K_ASYNC);
    p->tok++;
    f->target = lk_py_star_targets(p);
    if (!f->target || !lk_py_expect(p, LK_K_IN))
        return NULL;
    f->iter = lk_py_disjunction(p);
    return f->iter && conditions(p, &f->cond) ? f : NULL;
}

/* for_if_clauses: all of them */
static struct lk_py_comp *clauses(struct lk_parser *p)
{
    struct lk_py_comp *c = lk_arena_alloc(p->arena, sizeof *c);
    size_t start = p->list.n;
    while (lk_py_begins_comp(p)) {
        struct lk_py_for *f = clause(p);
        if (!f)
            return NULL;
        lk_py_list_add(p, f);
    }
    c->loop = lk_py_list_copy(p, start, sizeof *c->loop, &c->nloop);
    return c;
}

/* A generator expression has a frame of its own, with its first iterator as the one argument. */
static void add_code(struct lk_parser *p, struct lk_py_expr *e)
{
    struct lk_py_code *c = lk_py_code_new(p, LK_PY_CODE_GENEXP, LK_W_GENEXPR, e->span.from);
    c->flags = LK_PY_GENERATOR;
    c->expr = e;
    c->npos = c->nparam = 1;
    c->param = lk_arena_array(p->arena, 1, sizeof *c->param);
    c->param->name.id = LK_W_FIRSTITER;
    e->comp.part->code = c;
}

/* The element has been read before it was known to be one. */
struct lk_py_expr *lk_py_comprehension(struct lk_parser *p, uint8_t kind, struct lk_py_expr *elt,
                                       struct lk_py_expr *value, uint8_t closing)
{
    if (elt->kind == LK_X_STARRED)
        return lk_py_complain(p, elt->span, "iterable unpacking cannot be used in comprehension");
    struct lk_py_comp *part = clauses(p);
    if (!part || (closing && !lk_py_expect(p, closing)))
        return NULL;
    struct lk_py_expr *e = lk_py_expr_new(p, kind, elt->span.from);
    e->comp.elt = elt;
    e->comp.value = value;
    e->comp.part = part;
    if (kind == LK_X_GENEXP)
        add_code(p, e);
    return e;
}
