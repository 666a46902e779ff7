/* The walk over comprehensions, and := whose name leaves them.
 *
 *  * The first iterable belongs to the scope around.  The targets are bound in a scope of their
 * own: an inline one for list, set and dict comprehensions, the frame of its own for a generator
 * expression. A name bound by := inside is bound in the nearest scope around that is no
 * comprehension. */
#include "py/walk.h"

/* Binds the names of a loop target, which mark themselves as iteration variables. Attributes and
 * subscripts as targets bind no name. */
static bool mark_target(struct lk_resolver *r, struct lk_py_expr *e)
{
    if (e->kind == LK_X_TUPLE || e->kind == LK_X_LIST) {
        for (uint32_t i = 0; i < e->list.n; i++)
            if (!mark_target(r, e->list.v[i]))
                return false;
        return true;
    }
    if (e->kind == LK_X_STARRED)
        return mark_target(r, e->one);
    if (e->kind != LK_X_NAME)
        return true;
    uint32_t id = lk_scope_mangle(r, e->name.id);
    struct lk_symbol *s = lk_scope_symbol(r, r->scope, id, e->span);
    if (s->flags & LK_SYM_WALRUS)
        return lk_walk_fail(r, e->span, "comprehension inner loop cannot rebind assignment "
                            "expression target '" LK_PRI "'", LK_ARG(r->names->v[id]));
    s->flags |= LK_SYM_ITERATION;
    return true;
}

/* In an iterable := is refused, whose scope would be in doubt. The count nests, as
 * comprehensions do. */
static bool walk_iterable(struct lk_resolver *r, struct lk_py_expr *e)
{
    struct lk_scope *s = r->scope;
    s->iterables++;
    bool ok = lk_walk_expr(r, e);
    s->iterables--;
    return ok;
}

/* `async for` needs an async function around, or a generator expression, which it makes async. */
static bool check_async(struct lk_resolver *r, const struct lk_py_expr *e, bool is_async)
{
    struct lk_py_code *c = r->flow->code;
    if (!is_async || c->flags & LK_PY_ASYNC)
        return true;
    if (c->kind == LK_PY_CODE_GENEXP) {
        c->flags |= LK_PY_ASYNC;
        return true;
    }
    return lk_walk_fail(r, e->span,
                        "asynchronous comprehension outside of an asynchronous function");
}

/* Targets before iterables: what a later iterable says of a target is then known to be a loop
 * variable. */
static bool walk_loops(struct lk_resolver *r, struct lk_py_expr *e)
{
    struct lk_py_comp *c = e->comp.part;
    for (uint32_t i = 0; i < c->nloop; i++) {
        struct lk_py_for *f = &c->loop[i];
        if (!check_async(r, e, f->is_async) || !mark_target(r, f->target) ||
            !lk_walk_expr(r, f->target))
            return false;
        if ((i > 0 && !walk_iterable(r, f->iter)) || !lk_walk_exprs(r, f->cond))
            return false;
    }
    return lk_walk_expr(r, e->comp.elt) && lk_walk_expr(r, e->comp.value);
}

/* Its one parameter is the iterator of the first iterable. It is bound before the targets are. */
static bool walk_generator(struct lk_resolver *r, struct lk_py_expr *e)
{
    struct lk_py_code *c = e->comp.part->code;
    struct lk_flow flow;
    lk_walk_enter_code(r, &flow, c, c->name);
    lk_scope_enter(r, LK_SCOPE_FUNCTION, c, NULL)->comp = e->kind;
    bool ok = lk_scope_bind(r, &c->param->name, e->span) && walk_loops(r, e);
    lk_scope_leave(r);
    lk_walk_leave_code(r);
    return ok;
}

/* The first iterable sees the names around, not those of the comprehension. */
bool lk_walk_comp(struct lk_resolver *r, struct lk_py_expr *e)
{
    if (!walk_iterable(r, e->comp.part->loop[0].iter))
        return false;
    if (e->kind == LK_X_GENEXP)
        return walk_generator(r, e);
    lk_scope_enter(r, LK_SCOPE_COMP, NULL, &e->comp.part->names)->comp = e->kind;
    bool ok = walk_loops(r, e);
    lk_scope_leave(r);
    return ok;
}

/* Leaves the comprehensions around; NULL, with the error set, where the name cannot go. */
static struct lk_scope *walrus_scope(struct lk_resolver *r, uint32_t id, struct lk_span span)
{
    struct lk_scope *s = r->scope;
    for (; s->comp; s = s->outer) {
        struct lk_symbol *y = lk_scope_symbol(r, s, id, span);
        if (y->flags & LK_SYM_ITERATION) {
            lk_walk_fail(r, span, "assignment expression cannot rebind comprehension iteration "
                         "variable '" LK_PRI "'", LK_ARG(r->names->v[id]));
            return NULL;
        }
        y->flags |= LK_SYM_WALRUS | LK_SYM_USED;
    }
    if (s->kind != LK_SCOPE_CLASS)
        return s;
    lk_walk_fail(r, span, "assignment expression within a comprehension cannot be used in a class "
                 "body");
    return NULL;
}

/* In a comprehension the name is bound further out, and a use in here that the link follows. */
bool lk_walk_walrus(struct lk_resolver *r, struct lk_py_expr *e)
{
    struct lk_py_expr *target = e->two.a;
    if (r->scope->iterables)
        return lk_walk_fail(r, e->span, "assignment expression cannot be used in a comprehension "
                            "iterable expression");
    if (!r->scope->comp)
        return lk_walk_expr(r, e->two.b) && lk_walk_expr(r, target);
    uint32_t id = lk_scope_mangle(r, target->name.id);
    struct lk_scope *to = walrus_scope(r, id, e->span);
    if (!to)
        return false;
    lk_scope_symbol(r, to, id, e->span)->flags |= LK_SYM_BOUND;
    return lk_walk_expr(r, e->two.b) && lk_scope_use(r, &target->name, target->span);
}
